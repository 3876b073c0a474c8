// From chunks to the text of one answer. Nothing in here knows the page.

/**
 * One answer as its chunks tell it, from `start` on. It belongs to one run of one chat for good, so a chunk can never
 * end up elsewhere. Chunk types it does not know are skipped.
 */
export class Answer {
  messageId = null;
  metadata = {};
  /** @type {{type: "text", id: string, text: string}[]} */
  parts = [];
  /** How it ended: {status, error}; null while it goes on. */
  end = null;
  /** Number of the last event it holds. */
  seq = 0;

  constructor(chatId, runId) {
    this.chatId = chatId;
    this.runId = runId;
  }

  get length() {
    return this.parts.reduce((sum, part) => sum + part.text.length, 0);
  }

  apply(chunk) {
    switch (chunk.type) {
      case "start":
        this.messageId = chunk.messageId;
        this.#note(chunk);
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

  #part(id) {
    const known = this.parts.findLast((part) => part.id === id);
    if (known) return known;
    const part = { type: "text", id, text: "" };
    this.parts.push(part);
    return part;
  }
}
