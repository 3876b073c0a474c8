// From chunks to the parts of one answer. Nothing in here knows the page.

/**
 * One answer as its chunks tell it, from `start` on. It belongs to one run of one chat for good, so a chunk can never
 * end up elsewhere. Chunk types it does not know are skipped.
 */
export class Answer {
  messageId = null;
  metadata = {};
  /**
   * Texts, thoughts and tools in the order they happened. A text is never followed by a text. Whoever holds one that
   * has changed since sees another object in its place.
   * @type {{type: "text" | "reasoning" | "dynamic-tool", text?: string, toolCallId?: string}[]}
   */
  parts = [];
  /** How it ended: {status, error}; null while it goes on. */
  end = null;
  /** Number of the last event it holds. */
  seq = 0;

  constructor(chatId, runId) {
    this.chatId = chatId;
    this.runId = runId;
  }

  /** Grows with every word, and with every step of a tool. */
  get length() {
    return this.parts.reduce((sum, { text, state }) => sum + (text?.length ?? (state === RUNNING ? 1 : 2)), 0);
  }

  apply(chunk) {
    switch (chunk.type) {
      case "start":
        this.messageId = chunk.messageId;
        this.#note(chunk);
        break;
      case "text-delta":
        this.#write(chunk.delta, chunk.at);
        break;
      case "reasoning-start":
        this.#place({ type: "reasoning", id: chunk.id, text: "" }, chunk.at);
        break;
      case "reasoning-delta":
        this.#change((part) => part.type === "reasoning" && part.id === chunk.id, ({ text }) => ({ text: text + chunk.delta }));
        break;
      case "tool-input-available": {
        const { toolCallId, toolName, input } = chunk;
        this.#place({ type: "dynamic-tool", toolCallId, toolName, state: RUNNING, input }, chunk.at);
        break;
      }
      case "tool-output-available":
        this.#settle(chunk, { state: "output-available", output: chunk.output });
        break;
      case "tool-output-error":
        this.#settle(chunk, { state: "output-error", errorText: chunk.errorText });
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
        this.end = { status: this.#brokeOff(), error: { message: chunk.errorText } };
        break;
    }
  }

  /** An error on the wire is either; which one, the message's own status says. */
  #brokeOff() {
    return this.metadata.status === "interrupted" ? "interrupted" : "failed";
  }

  #note(chunk) {
    this.metadata = { ...this.metadata, ...chunk.messageMetadata };
  }

  /** Puts words at the end, or behind the first `at` letters of the text and behind what happened there. */
  #write(words, at = Infinity) {
    const [i, cut] = this.#find(at);
    const [to, { type, text }] = i < 0 ? [this.parts.length - 1, this.parts.at(-1) ?? {}] : [i, this.parts[i]];
    if (type !== "text") this.parts.push({ type: "text", text: words });
    else this.parts[to] = { type, text: text.slice(0, cut) + words + text.slice(cut) };
  }

  #settle({ toolCallId, ...chunk }, outcome) {
    this.#change((part) => part.toolCallId === toolCallId, () => ({ ...outcome, ...timeOf(chunk) }));
  }

  #change(isIt, how) {
    const i = this.parts.findLastIndex(isIt);
    if (i >= 0) this.parts[i] = { ...this.parts[i], ...how(this.parts[i]) };
  }

  /** Puts something that happened behind the first `at` letters of the text, behind what happened there before. */
  #place(part, at = Infinity) {
    const [i, cut] = this.#find(at);
    if (i < 0) return void this.parts.push(part);
    const { text } = this.parts[i];
    const pieces = [text.slice(0, cut), text.slice(cut)].map((piece) => ({ type: "text", text: piece }));
    this.parts.splice(i, 1, ...(cut > 0 ? [pieces[0]] : []), part, pieces[1]);
  }

  /** Which text goes on behind the first `at` letters, and after how many of its own; -1 where none does. */
  #find(at) {
    let before = 0;
    const i = at === Infinity ? -1 : this.parts.findIndex(({ type, text }) => type === "text" && (before += text.length) > at);
    return i < 0 ? [-1, Infinity] : [i, at - (before - this.parts[i].text.length)];
  }
}

const RUNNING = "input-available";

/** How long it took, where that is told. */
const timeOf = ({ durationMs }) => (durationMs === undefined ? {} : { durationMs });
