// What can be done, whoever asks for it: a word behind a slash, or a line of the palette. Each knows why it cannot be
// done now.

import * as actions from "app/actions.js";
import { signOut } from "app/account.js";
import { agentName, isChoice } from "app/agents.js";
import { announce, copy, phone, store } from "app/base.js";
import { fork } from "app/forking.js";
import "app/more-icons.js";
import { note } from "app/notes.js";
import { notifies, toggleNotifications } from "app/notify.js";
import { COMMANDS, openFind, openShortcuts } from "app/reach.js";
import { sectionsFor } from "app/sections.js";
import { stop } from "app/sending.js";
import { TONGUES, speak, tongueCalled } from "app/speaking.js";
import { THEMES, chooseTheme } from "app/theming.js";
import { t } from "app/tongue.js";
import { isShared } from "app/visibility.js";
import { wayIn } from "app/who.js";

const MOST_TITLE = 120;

const WHY = {
  noChat: t("There is no chat here yet. It begins with your first message."),
  notSent: t("This chat has not reached the server yet."),
  noAnswer: t("No answer is being written in this chat."),
  noLinks: t("Links to chats are switched off on this server."),
  noTitle: t("Write the new title behind it, as in /rename Tide tables."),
  longTitle: t("A title has at most {most} characters.", { most: MOST_TITLE }),
  noTheme: t("Write light, dark or system behind it."),
  noLanguage: t("Write browser, en, de or zh behind it."),
  whichAgent: (names) => t("Write which agent behind it: {names}.", { names }),
  noAgent: (words) => t("There is no agent called \"{words}\" here.", { words }),
};

const DID = {
  copied: t("Session id copied"),
  theme: (name) => t("Theme: {name}.", { name }),
};

// What there is --------------------------------------------------------------------------------------------------

const rowOf = (chatId) => store.rows.get(chatId);

const needsChat = (chatId) => (!chatId ? WHY.noChat : rowOf(chatId) ? null : WHY.notSent);

const isBusy = (chatId) => Boolean(chatId && store.chats.get(chatId)?.run);

/** Agents that answer to a word: by id or name, or the only one whose name begins so. */
function agentsCalled(words) {
  const word = words.toLowerCase();
  const exact = actions.agents().filter(({ id, name }) => id.toLowerCase() === word || name.toLowerCase() === word);
  return exact.length > 0 ? exact : actions.agents().filter(({ name }) => name.toLowerCase().startsWith(word));
}

function whyNotAgent(chatId, words) {
  const names = actions.agents().map(({ name }) => name).join(", ");
  if (!words) return WHY.whichAgent(names);
  const called = agentsCalled(words);
  if (called.length === 0) return WHY.noAgent(words);
  return called.length > 1 ? WHY.whichAgent(called.map(({ id }) => id).join(", ")) : null;
}

const themeCalled = (words) => THEMES.find(([choice]) => choice === words.toLowerCase());

/** Gives a chat that has not begun its agent; one that has goes on with it in a fork. */
export const useAgent = (chatId, agent) => (chatId ? fork(chatId, { agent }) : actions.chooseAgent(agent));

const sharesLinks = () => store.account?.canShare !== false;

const sharing = async (work) => work(await import("app/share.js"));

/** By name: what it takes, what it does in words, why it cannot be done now, and the doing. */
const DOING = {
  new: { icon: "plus", what: t("Start a new chat"), run: () => actions.go(null) },
  rename: {
    icon: "pencil",
    takes: "title",
    what: t("Give this chat another title"),
    why: (chatId) => needsChat(chatId),
    whyWords: (chatId, words) => (!words ? WHY.noTitle : words.length > MOST_TITLE ? WHY.longTitle : null),
    run: (chatId, words) => actions.rename(chatId, words),
  },
  agent: {
    icon: "user",
    takes: "name",
    what: t("Choose who answers"),
    why: (chatId) => (chatId ? needsChat(chatId) : null),
    whyWords: whyNotAgent,
    run: (chatId, words) => useAgent(chatId, agentsCalled(words)[0].id),
  },
  fork: {
    icon: "fork",
    what: t("Go on from here in a new chat"),
    why: needsChat,
    run: (chatId) => fork(chatId),
  },
  stop: {
    icon: "stopped",
    what: t("Stop the answer"),
    why: (chatId) => (isBusy(chatId) ? null : WHY.noAnswer),
    run: (chatId) => stop(chatId),
  },
  find: {
    icon: "search",
    takes: "[words]",
    what: t("Find in this chat"),
    why: (chatId) => (chatId ? null : WHY.noChat),
    run: (_, words) => openFind(words),
  },
  theme: {
    icon: "sun",
    takes: "light|dark",
    what: t("Light, dark, or as the system says"),
    whyWords: (_, words) => (themeCalled(words) ? null : WHY.noTheme),
    run: (_, words) => setTheme(...themeCalled(words)),
  },
  language: {
    icon: "globe",
    takes: "en|de|zh",
    what: t("Speak another language"),
    whyWords: (_, words) => (tongueCalled(words) ? null : WHY.noLanguage),
    run: (_, words) => speak(tongueCalled(words)[0]),
  },
  share: {
    icon: "link",
    what: t("Get a link that shows this chat to others"),
    why: (chatId) => needsChat(chatId) ?? (sharesLinks() ? null : WHY.noLinks),
    run: (chatId) => sharing(({ getLink }) => getLink(chatId)),
  },
  delete: { icon: "trash", what: t("Delete this chat"), why: needsChat, run: (chatId) => actions.remove(chatId) },
  help: { icon: "keys", what: t("Commands and keys"), run: () => openShortcuts() },
};

function setTheme(choice, label) {
  chooseTheme(choice);
  announce(DID.theme(label));
}

// Words behind a slash -------------------------------------------------------------------------------------------

/** Commands as a menu shows them. */
export const commands = ({ chatId }) =>
  COMMANDS.map((name) => {
    const { icon, takes, what, why } = DOING[name];
    return { name, icon, takes, what, why: why?.(chatId ?? null) ?? null };
  });

/** What may stand behind a command, where there is a choice. */
export function optionsOf(name, { agent }) {
  if (name === "theme") return THEMES.map(([value, label]) => ({ label, value, hint: "" }));
  if (name === "language") return TONGUES.map(([value, label]) => ({ label, value, hint: "" }));
  if (name !== "agent") return [];
  return actions.agents().map(({ id, name: label, gateway }) => ({
    label,
    value: id,
    hint: [gateway?.name, id === agent ? t("chosen") : ""].filter(Boolean).join(", "),
  }));
}

/** Does a command. Returns why it cannot be done now, and has done nothing then. */
export function perform(name, words, composer) {
  const chatId = composer.chatId ?? null;
  const { why, whyWords, run } = DOING[name];
  const not = why?.(chatId) ?? whyWords?.(chatId, words) ?? null;
  if (not) return not;
  composer.write("");
  run(chatId, words);
  return null;
}

// Lines of the palette -------------------------------------------------------------------------------------------

/**
 * All that can be done now.
 * @returns {{key: string, title: string, icon: string, keys?: string, words?: string, asked?: boolean,
 *   run: () => void}[]} `words`: further ones it is found by; `asked`: one of many, shown to who looks for it
 */
export function lines() {
  const chatId = store.openId;
  const row = chatId ? rowOf(chatId) : null;
  return [
    { key: "new", title: t("New chat"), icon: "plus", keys: "Mod+Shift+O", run: () => actions.go(null) },
    ...(isBusy(chatId) ? [{ key: "stop", title: t("Stop the answer"), icon: "stopped", keys: "Esc", run: () => stop(chatId) }] : []),
    ...(chatId ? [{ key: "find", title: t("Find in this chat"), icon: "search", keys: "Mod+F", run: () => openFind() }] : []),
    ...(row ? ofChat(row) : []),
    ...ofAgents(chatId, row),
    ...THEMES.map(([choice, label]) => ({
      key: `theme-${choice}`,
      title: t("Theme: {name}", { name: label }),
      icon: "sun",
      words: "appearance colour mode",
      run: () => setTheme(choice, label),
    })),
    ...TONGUES.map(([code, label]) => ({
      key: `language-${code}`,
      title: t("Language: {name}", { name: label }),
      icon: "globe",
      words: `language sprache 语言 ${code}`,
      asked: true,
      run: () => speak(code),
    })),
    ...(phone.matches ? [] : [{ key: "fold", title: t("Show or fold the sidebar"), icon: "panel", words: "list of chats", run: fold }]),
    {
      key: "notify",
      title: notifies() ? t("Do not notify me") : t("Notify me when an answer is ready"),
      icon: "bell",
      run: toggleNotifications,
    },
    { key: "help", title: t("Keyboard shortcuts"), icon: "keys", keys: "?", words: "keys commands help", run: openShortcuts },
    ...ofAccount(),
  ];
}

function ofChat(row) {
  const { id, pinned, openclawSessionKey } = row;
  const key = { key: "copy", title: t("Copy session id"), icon: "copy", run: () => copy(openclawSessionKey).then(() => announce(DID.copied)) };
  return [
    { key: "rename", title: t("Rename this chat"), icon: "pencil", words: "title", run: renameHere },
    { key: "pin", title: pinned ? t("Unpin this chat") : t("Pin this chat"), icon: "pin", run: () => actions.pin(id, !pinned) },
    { key: "fork", title: t("Fork this chat"), icon: "fork", words: "copy branch", run: () => fork(id) },
    ...(sharesLinks()
      ? [{ key: "share", title: t("Share this chat by link"), icon: "link", run: () => sharing(({ getLink }) => getLink(id)) }]
      : []),
    ...(isShared(row)
      ? [{ key: "unshare", title: t("Stop sharing this chat"), icon: "lock", run: () => sharing(({ stopSharing }) => stopSharing(id)) }]
      : []),
    ...(openclawSessionKey ? [key] : []),
    { key: "delete", title: t("Delete this chat"), icon: "trash", words: "remove", run: () => actions.remove(id) },
  ];
}

/** A chat that has begun changes its agent only by a fork. */
function ofAgents(chatId, row) {
  const current = chatId ? row?.agentId : actions.chosenAgent();
  if (!isChoice(current) || (chatId && !row)) return [];
  return actions
    .agents()
    .filter(({ id }) => id !== current)
    .map(({ id, gateway }) => ({
      key: `agent-${id}`,
      title: chatId ? t("Fork with {name}", { name: agentName(id) }) : t("Agent: {name}", { name: agentName(id) }),
      icon: chatId ? "fork" : "user",
      words: `agent ${gateway?.name ?? ""}`,
      asked: true,
      run: () => useAgent(chatId, id),
    }));
}

function ofAccount() {
  const { account } = store;
  const sections = account ? sectionsFor(account) : [];
  const guest = !account || account.role === "guest";
  return [
    ...sections.map(({ id, label, icon }) => ({
      key: `settings-${id}-${label}`,
      title: t("Settings: {section}", { section: label }),
      icon,
      run: () => location.assign(`/settings/${id}`),
    })),
    ...(guest
      ? [
          { key: "register", title: t("Create account"), icon: "plus", run: () => location.assign("/register") },
          { key: "sign-in", title: t("Sign in"), icon: "user", run: () => location.assign(wayIn(location.pathname)) },
        ]
      : [{ key: "sign-out", title: t("Sign out"), icon: "ahead", run: signOut }]),
  ];
}

const fold = () => document.querySelector("[data-testid=sidebar-toggle-button]")?.click();

const renameHere = () => document.querySelector("main rp-header")?.rename();
