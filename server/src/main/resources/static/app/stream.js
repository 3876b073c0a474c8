// From bytes of an event stream to the text of one answer. Nothing in here knows the page.

/** Takes pieces of an event stream, cut anywhere, and hands on the data of each whole event. */
export class EventParser {
  #rest = "";
  #data = [];
  #onData;

  constructor(onData) {
    this.#onData = onData;
  }

  feed(piece) {
    const lines = (this.#rest + piece).split("\n");
    this.#rest = lines.pop();
    for (const line of lines) this.#line(line.endsWith("\r") ? line.slice(0, -1) : line);
  }

  #line(line) {
    if (line === "") {
      if (this.#data.length > 0) this.#onData(this.#data.join("\n"));
      this.#data = [];
    } else if (line.startsWith("data:")) {
      this.#data.push(line.startsWith("data: ") ? line.slice(6) : line.slice(5));
    }
  }
}

/**
 * One answer as its chunks tell it, from `start` on. It belongs to one chat for good, so a chunk can never end up
 * elsewhere. Chunk types it does not know are skipped.
 */
export class Answer {
  messageId = null;
  runId = null;
  metadata = {};
  /** @type {{type: "text", id: string, text: string}[]} */
  parts = [];
  /** How it ended: {status, error}; null while it goes on. */
  end = null;

  constructor(chatId) {
    this.chatId = chatId;
  }

  get length() {
    return this.parts.reduce((sum, part) => sum + part.text.length, 0);
  }

  apply(chunk) {
    switch (chunk.type) {
      case "start":
        this.messageId = chunk.messageId;
        this.#note(chunk);
        this.runId = this.metadata.runId ?? null;
        break;
      case "text-start":
        this.parts.push({ type: "text", id: chunk.id, text: "" });
        break;
      case "text-delta":
        this.#part(chunk.id).text += chunk.delta;
        break;
      case "message-metadata":
        this.#note(chunk);
        break;
      case "finish":
        this.#note(chunk);
        this.end = { status: "finished", error: null };
        break;
      case "abort":
        this.end = { status: "stopped", error: null };
        break;
      case "error":
        this.end = { status: "failed", error: { message: chunk.errorText } };
        break;
    }
  }

  #note(chunk) {
    this.metadata = { ...this.metadata, ...chunk.messageMetadata };
  }

  #part(id) {
    const known = this.parts.findLast((part) => part.id === id);
    if (known) return known;
    const part = { type: "text", id, text: "" };
    this.parts.push(part);
    return part;
  }
}

/** The server says something at least every 15 s; a connection this long silent is dead without knowing it. */
const DEAD_AFTER_MS = 45_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/** How long to wait before the nth new attempt: doubling, at random a little shorter, so that tabs do not come back in step. */
export function backOff(attempt, random = Math.random) {
  const full = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
  return full * (0.75 + random() * 0.25);
}

/**
 * Follows the stream of one chat at a time. Whatever arrives after `leave()` or after another `follow()` is dropped
 * here, before anybody hears of it.
 */
export class Follower {
  /** The visit under way: {chatId, abort}. Its identity is what every continuation checks. */
  #visit = null;
  #hooks;

  /**
   * @param {{
   *   open: (chatId: string, signal: AbortSignal) => Promise<ReadableStream | null>,
   *   onChunk: (answer: Answer, chunk: object) => void,
   *   onLink: (chatId: string, link: "live" | "lost") => void,
   *   onOver: (chatId: string, answer: Answer | null) => void,
   *   onRefused: (chatId: string, refusal: Error) => void,
   *   wait: (ms: number, signal: AbortSignal) => Promise<void>,
   * }} hooks
   */
  constructor(hooks) {
    this.#hooks = hooks;
  }

  get chatId() {
    return this.#visit?.chatId ?? null;
  }

  leave() {
    this.#visit?.abort.abort();
    this.#visit = null;
  }

  /** Follows `chatId` until its run is over, whatever the connection does. */
  async follow(chatId) {
    if (this.chatId === chatId) return;
    this.leave();
    const visit = { chatId, abort: new AbortController() };
    this.#visit = visit;
    for (let attempt = 0; this.#visit === visit; attempt++) {
      const progress = { answer: null, heard: false };
      try {
        if (await this.#read(visit, progress)) return this.#over(visit, progress.answer);
      } catch (cause) {
        if (this.#visit !== visit) return;
        if (cause.status >= 400 && cause.status < 500 && cause.status !== 429) return this.#refused(visit, cause);
      }
      if (this.#visit !== visit) return;
      if (progress.heard) attempt = 0;
      this.#hooks.onLink(chatId, "lost");
      await this.#hooks.wait(backOff(attempt), visit.abort.signal);
    }
  }

  /** Reads one connection to its end; true when the run is over, false when only the connection is. */
  async #read(visit, progress) {
    const body = await this.#hooks.open(visit.chatId, visit.abort.signal);
    if (body === null) return true;
    const answer = new Answer(visit.chatId);
    progress.answer = answer;
    const parser = new EventParser((data) => {
      if (this.#visit !== visit || data === "[DONE]") return;
      const chunk = JSON.parse(data);
      answer.apply(chunk);
      this.#hooks.onChunk(answer, chunk);
    });
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    try {
      for (;;) {
        const { done, value } = await withLimit(reader.read(), DEAD_AFTER_MS);
        if (this.#visit !== visit || done) break;
        if (!progress.heard) this.#hooks.onLink(visit.chatId, "live");
        progress.heard = true;
        parser.feed(value);
      }
    } finally {
      reader.cancel().catch(() => {});
    }
    return answer.end !== null;
  }

  #over(visit, answer) {
    if (this.#visit !== visit) return;
    this.#visit = null;
    this.#hooks.onOver(visit.chatId, answer);
  }

  #refused(visit, refusal) {
    this.#visit = null;
    this.#hooks.onRefused(visit.chatId, refusal);
  }
}

function withLimit(promise, ms) {
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("nothing heard for too long")), ms);
  });
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}
