// The HTTP API, one function per call. Every failure is a Refusal with a sentence a person can read.

/** What the server (or the network) said instead of an answer. `status` is 0 when there was no answer at all. */
export class Refusal extends Error {
  constructor(status, code, message, retryAfter = null) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

async function refusalOf(response) {
  let said = {};
  try {
    said = await response.json();
  } catch {
    // A proxy in between answers in its own words; the status has to do.
  }
  const message = said.message || `Rockpool answered with status ${response.status}.`;
  return new Refusal(response.status, said.code || "", message, Number(response.headers.get("Retry-After")) || null);
}

async function call(path, { method = "GET", body, accept = "application/json", ...rest } = {}) {
  let response;
  try {
    response = await fetch(path, {
      method,
      credentials: "same-origin",
      headers: { Accept: accept, ...(method === "GET" ? {} : { "Content-Type": "application/json" }) },
      body: body === undefined ? undefined : JSON.stringify(body),
      ...rest,
    });
  } catch (cause) {
    if (cause.name === "AbortError") throw cause;
    throw new Refusal(0, "offline", "Rockpool cannot be reached.");
  }
  if (!response.ok) throw await refusalOf(response);
  return response;
}

const json = async (path, options) => {
  const response = await call(path, options);
  return response.status === 204 ? null : response.json();
};

export const models = () => json("/api/models");

export const history = (limit, endingBefore) =>
  json(`/api/history?limit=${limit}${endingBefore ? `&ending_before=${endingBefore}` : ""}`);

export const messages = (chatId) => json(`/api/messages?chatId=${chatId}`);

/** Starts a run and returns at once; sending the same message id again starts nothing twice. */
export const send = (chatId, message, agent) =>
  json("/api/chat", {
    method: "POST",
    body: {
      id: chatId,
      message: { id: message.id, role: "user", parts: [{ type: "text", text: message.text }] },
      selectedChatModel: agent,
      selectedVisibilityType: "private",
    },
  });

export const regenerate = (chatId, messageId) =>
  json("/api/chat", { method: "POST", body: { id: chatId, trigger: "regenerate-message", messageId } });

export const stop = (chatId) => json(`/api/chat/${chatId}/stop`, { method: "POST", body: {} });

export const change = (chatId, what) => json(`/api/chat/${chatId}`, { method: "PATCH", body: what });

/** Deletes a chat; survives the page being closed. */
export const remove = (chatId) => json(`/api/chat?id=${chatId}`, { method: "DELETE", keepalive: true });

/** Opens the stream of a chat's run. The body is null when nothing runs. */
export async function stream(chatId, signal) {
  const response = await call(`/api/chat/${chatId}/stream`, { accept: "text/event-stream", signal, cache: "no-store" });
  return response.status === 204 ? null : response.body;
}
