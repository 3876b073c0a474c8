// What an agent did, as text: how a tool stands, what it was asked, what it said. Pure.

/** So much of a command is written on its card; more never fits. */
const LONGEST_COMMAND = 400;

/** What says best what a tool is about, first of all. */
const TELLING = ["command", "cmd", "path", "file_path", "filePath", "file", "query", "pattern", "url", "prompt", "message"];

/** Colours and other orders for a terminal, and signs that turn text round or are not there to be seen. */
const ORDERS = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])/g;
const UNSEEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** A text as it can be shown: what would only confuse, or deceive, is gone or can be seen. */
export const shown = (text) => text.replace(ORDERS, "").replace(/\r\n?/g, "\n").replace(UNSEEN, "\ufffd");

/**
 * How a tool stands: "running", "done", "failed", or "unknown" where the answer ended first.
 * @param {{state: string, errorText?: string}} part @param {boolean} live whether the answer goes on
 */
export function stateOf({ state, errorText }, live) {
  if (state === "output-available") return "done";
  if (state === "output-error") return UNFINISHED.test(errorText) ? "unknown" : "failed";
  return live ? "running" : "unknown";
}

/** What the server has for a tool whose end nobody heard of. */
const UNFINISHED = /^This did not finish\.$/;

/** What a tool was asked, in one line: the command, the file, the words looked for. Empty where it was asked nothing. */
export function commandOf(input) {
  const line = shown(telling(input)).replace(/\s+/g, " ").trim();
  return line.length > LONGEST_COMMAND ? `${line.slice(0, LONGEST_COMMAND)}…` : line;
}

function telling(input) {
  if (typeof input === "string") return input;
  if (input === null || typeof input !== "object") return input === undefined || input === null ? "" : String(input);
  const named = TELLING.map((name) => input[name]).find((value) => typeof value === "string" && value.trim());
  if (named) return named;
  const rest = Object.values(input);
  if (rest.length === 0) return "";
  return rest.find((value) => typeof value === "string" && value.trim()) ?? JSON.stringify(input);
}

/** All a tool was asked. What has one thing to say says it without the braces around. */
export function argumentsOf(input) {
  if (input === undefined || input === null) return "";
  if (typeof input !== "object") return shown(String(input));
  const values = Object.values(input);
  if (values.length === 0) return "";
  if (values.length === 1 && typeof values[0] === "string") return shown(values[0]);
  return shown(JSON.stringify(input, null, 2));
}

/** All a tool said: text as it is, blocks of text one below the other, anything else as it came. */
export function outputOf(output) {
  if (output === undefined || output === null) return "";
  if (typeof output === "string") return trimmed(output);
  const blocks = Array.isArray(output) ? output : output.content;
  if (typeof blocks === "string") return trimmed(blocks);
  if (Array.isArray(blocks) && blocks.length > 0 && blocks.every((block) => typeof block?.text === "string")) {
    return trimmed(blocks.map(({ text }) => text).join("\n"));
  }
  return shown(typeof output === "object" ? JSON.stringify(output, null, 2) : String(output));
}

/** Without the empty lines at its ends; what stands at the beginning of a line may be a drawing. */
const trimmed = (text) => shown(text).replace(/^\s*\n/, "").trimEnd();

/** The number a command ended with, where what it said tells; else null. */
export function exitOf(part) {
  const said = `${part.output?.details?.exitCode ?? part.output?.exitCode ?? ""}`;
  const code = said || /\bexit(?:ed)?(?: with)?(?: (?:code|status))?[ :=]+(\d{1,3})\b/i.exec(part.errorText ?? "")?.[1];
  return code ? Number(code) : null;
}
