// The HTTP API, one function per call. Every failure is a Refusal with a sentence a person can read.

import { said, t } from "app/tongue.js";

/**
 * What the server (or the network) said instead of an answer. `status` is 0 when there was no answer at all; `field` is
 * the part of the call that is wrong, where one can be named.
 */
export class Refusal extends Error {
  constructor(status, code, message, { retryAfter = null, field = null } = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
    this.field = field;
  }
}

async function refusalOf(response) {
  let answer = {};
  try {
    answer = await response.json();
  } catch {
    // A proxy in between answers in its own words; the status has to do.
  }
  const message = said(answer.message) || t("Rockpool answered with status {status}.", response);
  const retryAfter = Number(response.headers.get("Retry-After")) || null;
  return new Refusal(response.status, answer.code || "", message, { retryAfter, field: answer.cause ?? null });
}

const unreachable = () => new Refusal(0, "offline", t("Rockpool cannot be reached."));

/** What the page asked for before its modules were there, once. */
function takeAsked(path) {
  const answer = globalThis.rockpoolAsked?.get(path);
  globalThis.rockpoolAsked?.delete(path);
  return answer;
}

async function call(path, { method = "GET", body, ...rest } = {}) {
  let response;
  try {
    response = await ((method === "GET" && takeAsked(path)) ||
      fetch(path, {
        method,
        credentials: "same-origin",
        headers: { Accept: "application/json", ...(method === "GET" ? {} : { "Content-Type": "application/json" }) },
        body: body === undefined ? undefined : JSON.stringify(body),
        ...rest,
      }));
  } catch {
    // A browser that is offline, a server that is away, and an answer that took too long are one to a person.
    throw unreachable();
  }
  if (!response.ok) throw await refusalOf(response);
  return response;
}

/** What the server answers to a call; null when it has nothing to say. */
export const json = async (path, options) => bodyOf(await call(path, options));

const bodyOf = async (response) => {
  if (response.status === 204) return null;
  try {
    return await response.json();
  } catch {
    // It broke off on the way.
    throw unreachable();
  }
};

export const models = () => json("/api/models");

export const history = (limit, endingBefore) =>
  json(`/api/history?limit=${limit}${endingBefore ? `&ending_before=${endingBefore}` : ""}`);

/** Chats whose titles have all the words, newest first, whether the page has them or not. */
export const search = (query, limit, signal) =>
  json(`/api/search?q=${encodeURIComponent(query)}&limit=${limit}`, { signal });

export const messages = (chatId) => json(`/api/messages?chatId=${chatId}`);

export const account = () => json("/api/account");

/** A connection that died on the way says nothing; sending again under the same id does no harm. */
const SEND_LIMIT_MS = 30_000;

/**
 * Starts a run, or has it wait behind the one that is on, and returns at once; sending the same message id again starts
 * nothing twice. `more` goes with it: `messageId`, the message it takes the place of. `messagesLeft` of the answer is how many more may be sent today, null where nobody counts.
 */
export async function send(chatId, message, agent, more = {}) {
  const response = await call("/api/chat", {
    method: "POST",
    signal: AbortSignal.timeout(SEND_LIMIT_MS),
    body: {
      id: chatId,
      message: { id: message.id, role: "user", parts: message.parts ?? [{ type: "text", text: message.text }] },
      selectedChatModel: agent,
      selectedVisibilityType: "private",
      ...more,
    },
  });
  const left = response.headers.get("x-rockpool-messages-left");
  return { ...(await bodyOf(response)), messagesLeft: left === null ? null : Number(left) };
}

const queuedMessage = (chatId, messageId) => `/api/chat/${chatId}/queue/${messageId}`;

export const editQueued = (chatId, messageId, text) =>
  json(queuedMessage(chatId, messageId), { method: "PATCH", body: { text } });

export const removeQueued = (chatId, messageId) => json(queuedMessage(chatId, messageId), { method: "DELETE" });

/** Stops the current answer and goes on with this message. */
export const sendQueuedNow = (chatId, messageId) =>
  json(`${queuedMessage(chatId, messageId)}/now`, { method: "POST", body: {} });

export const regenerate = (chatId, messageId) =>
  json("/api/chat", { method: "POST", body: { id: chatId, trigger: "regenerate-message", messageId } });

export const stop = (chatId) => json(`/api/chat/${chatId}/stop`, { method: "POST", body: {} });

export const change = (chatId, what) => json(`/api/chat/${chatId}`, { method: "PATCH", body: what });

/** Deletes a chat; survives the page being closed. */
export const remove = (chatId) => json(`/api/chat?id=${chatId}`, { method: "DELETE", keepalive: true });

/** Makes a link under which everybody can read a chat; one that was there stops working. */
export const share = (chatId) => json(`/api/chat/${chatId}/share`, { method: "POST", body: {} });

export const unshare = (chatId) => json(`/api/chat/${chatId}/share`, { method: "DELETE" });
