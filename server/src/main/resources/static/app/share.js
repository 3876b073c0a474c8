// Sharing a chat by a link, and ending that.

import * as api from "app/api.js";
import { announce, store } from "app/base.js";
import { confirm, showLink } from "app/dialog.js";
import { note } from "app/notes.js";
import { t } from "app/tongue.js";
import { isShared } from "app/visibility.js";

/** Links made on this page; the server keeps none that could be read. */
const links = new Map();

/** Shows the link of a chat: the one made on this page, or a new one. */
export function getLink(chatId) {
  const known = links.get(chatId);
  if (known && isShared(store.rows.get(chatId) ?? {})) return show(known);
  if (!isShared(store.rows.get(chatId) ?? {})) return share(chatId);
  confirm({
    title: t("Make a new link?"),
    sentence: t("The link is not stored here in a form that could be shown again. A new one replaces it: the old link stops working."),
    action: t("Make a new link"),
    run: async () => setTimeout(() => share(chatId)),
  });
}

async function share(chatId) {
  try {
    const { url } = await api.share(chatId);
    links.set(chatId, url);
    looks(chatId, "public");
    show(url);
  } catch (refusal) {
    note(t("The chat was not shared."), refusal.message);
  }
}

const show = (url) =>
  showLink(
    t("Everybody with this link can read the chat"),
    t("It shows the conversation's text, also what is added later, without your name. Nobody has to sign in. You can stop sharing at any time."),
    url,
  );

export async function stopSharing(chatId) {
  try {
    await api.unshare(chatId);
    links.delete(chatId);
    looks(chatId, "private");
    announce(t("The chat is private again."));
    note(t("The chat is private again."), t("Its link no longer works."));
  } catch (refusal) {
    note(t("The chat is still shared."), refusal.message);
  }
}

/** The live channel tells it too; a page without one has to show it all the same. */
function looks(chatId, visibility) {
  const row = store.rows.get(chatId);
  if (row) store.putRow({ ...row, visibility });
}
