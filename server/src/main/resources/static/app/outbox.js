// Messages on their way: kept until the server has them, sent in order within a chat, each under its own id so that
// trying again does nothing twice. Where they are kept, how they are sent and the clock are handed in.

import { backOff } from "app/backoff.js";

/**
 * @typedef {{id: string, chatId: string, text: string, parts?: object[], agent: string, at: number, failed?: string}} Kept
 * `parts`: what it is made of where that is more than its text.
 * `failed`: why the server does not want it; somebody has to decide what becomes of it.
 */

/** Somebody has used up what their role may do; that lasts, and they want to know. */
const LIMIT_REACHED = "too_many:chat";

/** What another attempt may mend: no answer at all, a server in trouble or restarting, too many calls in a row. */
export const isPassing = ({ status, code }) =>
  status === 0 || status === 408 || (status === 429 && code !== LIMIT_REACHED) || status >= 500;

export class Outbox {
  /** How each message is doing in this tab: id -> {sending, reason, attempt} */
  #progress = new Map();
  /** Chats whose messages are being sent by this tab. */
  #working = new Set();
  /** What ends the waits of this moment. */
  #wakers = new Set();
  #hooks;
  #clock;

  /**
   * @param {{
   *   all: () => Kept[], put: (kept: Kept) => void, drop: (id: string) => void,
   *   send: (kept: Kept) => Promise<object>,
   *   alone: (chatId: string, work: () => Promise<void>) => Promise<void>,
   *   onChange: (chatId: string) => void,
   *   onAccepted: (kept: Kept, answer: object) => void,
   *   onFailed: (kept: Kept, refusal: Error) => void,
   * }} hooks `all` is shared by all tabs; `alone` runs work that no other tab does for that chat meanwhile; a `send`
   *   that fails throws something with a `status` and a sentence
   * @param {{now: () => number, random: () => number, after: (ms: number, what: () => void) => (() => void)}} clock
   */
  constructor(hooks, clock) {
    this.#hooks = hooks;
    this.#clock = clock;
  }

  /** Chats with messages that have not got through. */
  chats() {
    return new Set(this.#hooks.all().map(({ chatId }) => chatId));
  }

  /** The messages of a chat that have not got through, in the order they were written. */
  of(chatId) {
    let held = false;
    let behind = false;
    return this.#kept(chatId).map((message) => {
      const { sending = false, reason = null } = this.#progress.get(message.id) ?? {};
      const state = message.failed !== undefined ? "failed" : sending && !held ? "sending" : "waiting";
      const unsent = { ...message, state, behind, reason: message.failed ?? reason };
      held ||= state !== "sending";
      behind ||= state === "failed";
      return unsent;
    });
  }

  #kept(chatId) {
    return this.#hooks
      .all()
      .filter((message) => message.chatId === chatId)
      .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  }

  /** Takes a message, behind those before it. */
  add(message) {
    const last = this.#kept(message.chatId).at(-1);
    // Two within a millisecond, or a clock that was set back.
    const at = Math.max(this.#clock.now(), last ? last.at + 1 : 0);
    this.#hooks.put({ ...message, at });
    this.#progress.set(message.id, { sending: true, reason: null, attempt: 0 });
    this.#hooks.onChange(message.chatId);
    this.#work(message.chatId);
  }

  /** Sends a message that failed once more, under the same id. */
  retry(id) {
    const message = this.#find(id);
    if (!message) return;
    const { failed: _, ...again } = message;
    this.#hooks.put(again);
    this.#progress.set(id, { sending: true, reason: null, attempt: 0 });
    this.#hooks.onChange(message.chatId);
    this.#work(message.chatId);
  }

  /** Takes a message out, whatever became of it, and returns it. */
  drop(id) {
    const message = this.#find(id);
    if (!message) return null;
    this.#hooks.drop(id);
    this.#progress.delete(id);
    this.#hooks.onChange(message.chatId);
    this.#work(message.chatId);
    return message;
  }

  #find(id) {
    return this.#hooks.all().find((message) => message.id === id) ?? null;
  }

  /** Sends what waits: after a start, when the connection is back, when another tab has left something. */
  kick() {
    [...this.#wakers].forEach((wake) => wake());
    for (const chatId of this.chats()) this.#work(chatId);
  }

  async #work(chatId) {
    if (this.#working.has(chatId)) return;
    this.#working.add(chatId);
    try {
      while (this.#next(chatId)) {
        let pause = 0;
        await this.#hooks.alone(chatId, async () => {
          // Another tab may have sent it while this one waited for its turn.
          const message = this.#next(chatId);
          if (message) pause = await this.#attempt(message);
        });
        if (pause > 0) await this.#wait(pause);
      }
    } finally {
      this.#working.delete(chatId);
    }
  }

  /** The first message, unless somebody has to decide about it: those behind it may rest upon it. */
  #next(chatId) {
    const first = this.#kept(chatId)[0];
    return first && first.failed === undefined ? first : null;
  }

  /** Sends one message once; returns how long to wait before the next attempt. */
  async #attempt(message) {
    const { id, chatId } = message;
    const attempt = this.#progress.get(id)?.attempt ?? 0;
    if (attempt === 0) this.#note(message, { sending: true, reason: null, attempt });
    try {
      const answer = await this.#hooks.send(message);
      this.#hooks.drop(id);
      this.#progress.delete(id);
      this.#hooks.onAccepted(message, answer);
      this.#hooks.onChange(chatId);
    } catch (refusal) {
      // Taken back meanwhile.
      if (!this.#find(id)) return 0;
      if (isPassing(refusal)) {
        this.#note(message, { sending: false, reason: refusal.message, attempt: attempt + 1 });
        return Math.max((refusal.retryAfter ?? 0) * 1000, backOff(attempt, this.#clock.random));
      }
      this.#hooks.put({ ...message, failed: refusal.message });
      this.#progress.delete(id);
      this.#hooks.onFailed(message, refusal);
      this.#hooks.onChange(chatId);
    }
    return 0;
  }

  #note(message, progress) {
    this.#progress.set(message.id, progress);
    this.#hooks.onChange(message.chatId);
  }

  #wait(ms) {
    return new Promise((resolve) => {
      const done = () => {
        cancel();
        this.#wakers.delete(done);
        resolve();
      };
      const cancel = this.#clock.after(ms, done);
      this.#wakers.add(done);
    });
  }
}
