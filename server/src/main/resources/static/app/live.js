// The live channel: one connection that is always on its way back. It knows neither the page nor the network; the
// connection, the clock and chance are handed in.

import { backOff } from "app/backoff.js";

/** The server says something at least every 15 s; a connection this long silent is dead without knowing it. */
const DEAD_AFTER_MS = 35_000;
/** A handshake, or the answer to a ping, may take this long. */
const ANSWER_LIMIT_MS = 5_000;
/** After the server said that it leaves, another one (or itself) is there at once or soon. */
const BYE_JITTER_MS = 300;
/** A connection that lasted this long was a good one: the next wait is a short one again. */
const LASTING_MS = 5_000;

const SERVER_LEAVES = 1012;
/** Whoever this was is signed in no more; there is nothing to come back to. */
const SIGNED_OUT = 4401;

/**
 * Keeps one connection, tells what it hears, and watches chats across every loss of it. Events of a chat are handed on
 * exactly once and in order, whatever arrives: known ones and those of chats nobody watches are dropped, and where some
 * are missing the chat is watched again from its place.
 */
export class Live {
  /** @type {Map<string, {askedAt: number | null}>} watched chats; `askedAt` while the answer to `watch` is on its way */
  #watched = new Map();
  /** Chats to be marked as read once somebody can be told. */
  #toRead = new Set();
  /** The connection in use. Its identity is what late words of older ones are told by. */
  #line = null;
  #attempt = 0;
  #cancelWait = null;
  #hooks;
  #clock;

  /**
   * @param {{
   *   connect: (handlers: {heard: (text: string) => void, closed: (code: number) => void}) =>
   *     {send: (text: string) => void, close: () => void},
   *   placeOf: (chatId: string) => {runId: string, seq: number, ended: boolean} | null,
   *   onFrame: (frame: object) => void,
   *   onAway: (restarting: boolean) => void,
   *   onFailed: () => void,
   *   onSignedOut: () => void,
   * }} hooks `onAway`: the connection was lost; `onFailed`: an attempt was refused before the first word
   * @param {{now: () => number, random: () => number, after: (ms: number, what: () => void) => (() => void)}} clock
   */
  constructor(hooks, clock) {
    this.#hooks = hooks;
    this.#clock = clock;
  }

  /** Whether the server has said hello on the connection in use. */
  get on() {
    return this.#line?.greeted ?? false;
  }

  start() {
    if (!this.#line && !this.#cancelWait) this.#connect();
  }

  stop() {
    this.#cancelWait?.();
    this.#cancelWait = null;
    this.#drop();
  }

  /** The network may be back, or the machine has slept: finds out at once instead of waiting. */
  wake() {
    if (this.#cancelWait) this.#connect();
    else if (this.#line) this.#ask(this.#line);
  }

  watch(chatId) {
    if (this.#watched.has(chatId)) return;
    this.#watched.set(chatId, { askedAt: null });
    if (this.on) this.#sendWatch(chatId);
  }

  unwatch(chatId) {
    if (this.#watched.delete(chatId) && this.on) this.#send({ type: "unwatch", chatId });
  }

  isWatched(chatId) {
    return this.#watched.has(chatId);
  }

  /** Asks for the rest of a watched chat once more, from its place. */
  watchAgain(chatId) {
    if (this.#watched.has(chatId) && this.on) this.#sendWatch(chatId);
  }

  read(chatId) {
    if (this.on) this.#send({ type: "read", chatId });
    else this.#toRead.add(chatId);
  }

  // The connection ------------------------------------------------------------------------------------------------

  #connect() {
    this.#cancelWait?.();
    this.#cancelWait = null;
    const line = { socket: null, greeted: false, since: 0, leaving: false, cancelSilence: null, cancelAsk: null };
    this.#line = line;
    line.socket = this.#hooks.connect({
      heard: (text) => this.#line === line && this.#heard(line, text),
      closed: (code) => this.#line === line && this.#lost(line, code),
    });
    this.#limit(line);
  }

  /** The connection is given up when it stays silent for `ANSWER_LIMIT_MS` from now. */
  #limit(line) {
    line.cancelAsk ??= this.#clock.after(ANSWER_LIMIT_MS, () => this.#dead(line));
  }

  #ask(line) {
    if (line.greeted) this.#send({ type: "ping" });
    this.#limit(line);
  }

  #dead(line) {
    if (this.#line === line) this.#lost(line, 0);
  }

  #drop() {
    const line = this.#line;
    this.#line = null;
    line?.cancelSilence?.();
    line?.cancelAsk?.();
    line?.socket?.close();
  }

  #lost(line, code) {
    this.#drop();
    for (const watch of this.#watched.values()) watch.askedAt = null;
    if (code === SIGNED_OUT) return this.#hooks.onSignedOut();
    const leaving = line.leaving || code === SERVER_LEAVES;
    if (line.greeted && this.#clock.now() - line.since >= LASTING_MS) this.#attempt = 0;
    const wait = leaving ? BYE_JITTER_MS * this.#clock.random() : backOff(this.#attempt++, this.#clock.random);
    this.#cancelWait = this.#clock.after(wait, () => this.#connect());
    if (line.greeted) this.#hooks.onAway(leaving);
    else this.#hooks.onFailed();
  }

  #send(frame) {
    this.#line.socket.send(JSON.stringify(frame));
  }

  // What is heard -------------------------------------------------------------------------------------------------

  #heard(line, text) {
    line.cancelAsk?.();
    line.cancelAsk = null;
    line.cancelSilence?.();
    line.cancelSilence = this.#clock.after(DEAD_AFTER_MS, () => this.#dead(line));
    const frame = JSON.parse(text);
    switch (frame.type) {
      case "hello":
        return this.#greeted(line, frame);
      case "ping":
        return this.#send({ type: "pong" });
      case "pong":
        return undefined;
      case "bye":
        line.leaving = true;
        return this.#lost(line, SERVER_LEAVES);
      case "event":
        return this.#event(frame);
      case "run":
        return this.#watched.has(frame.chatId) && this.#hooks.onFrame(frame);
      default:
        return this.#hooks.onFrame(frame);
    }
  }

  #greeted(line, frame) {
    line.greeted = true;
    line.since = this.#clock.now();
    this.#hooks.onFrame(frame);
    for (const chatId of this.#watched.keys()) this.#sendWatch(chatId);
    for (const chatId of this.#toRead) this.#send({ type: "read", chatId });
    this.#toRead.clear();
  }

  #sendWatch(chatId) {
    const place = this.#hooks.placeOf(chatId);
    this.#watched.get(chatId).askedAt = this.#clock.now();
    const from = place && !place.ended ? { runId: place.runId, after: place.seq } : {};
    this.#send({ type: "watch", chatId, ...from });
  }

  #event(frame) {
    const watch = this.#watched.get(frame.chatId);
    if (!watch) return;
    const place = this.#hooks.placeOf(frame.chatId);
    const next = place?.runId === frame.runId ? place.seq + 1 : 1;
    if (frame.seq < next) return;
    if (frame.from !== next) return this.#gap(frame.chatId, watch);
    watch.askedAt = null;
    this.#hooks.onFrame(frame);
  }

  /** What does not fit may still be of an older watch, as long as the answer to the newer one is on its way. */
  #gap(chatId, watch) {
    if (watch.askedAt !== null && this.#clock.now() - watch.askedAt < ANSWER_LIMIT_MS) return;
    this.#sendWatch(chatId);
  }
}
