// One conversation: its messages, the answer being written, what waits behind it. Rules only; who is told of a change
// and how it looks is not known here.

import { Answer } from "app/answer.js";
import { branchOf, inPlaceOf, withAttempts, withAttempt } from "app/paths.js";

/**
 * A message on the page. `key` stays the same from the moment it is typed; `v` counts up when anything shown changed.
 * `versions`: where it stands among others that were said in its place, null where there is none: from 1 to `count`,
 * and the branches the ones beside it are on. `attempts`: answers before it that were retried.
 * @typedef {{key: string, id: string | null, role: "user" | "assistant", parts: {type: string, text?: string}[],
 *   metadata: object, versions: {index: number, count: number, previous: number | null, next: number | null} | null,
 *   attempts: object[], v: number}} Message
 */

/**
 * A run that is on or waits, as the server tells it. `messageId` is the id its answer will have.
 * @typedef {{runId: string, messageId: string, status: "running" | "queued", createdAt: string,
 *   question: {id: string, role: "user", parts: object[], metadata: object}}} OpenRun
 */

/**
 * A message the server has not confirmed.
 * @typedef {{id: string, chatId: string, text: string, parts?: object[], agent: string, at: number,
 *   state: "sending" | "waiting" | "failed", reason: string | null, behind: boolean}} Unsent `behind`: one before it
 *   has failed, and it does not go without it
 */

export const textOf = (message) =>
  message.parts
    .filter((part) => part.type === "text")
    .map((part) => part.text)
    .join("\n\n");

export const filesOf = (message) => message.parts.filter(({ type }) => type === "file");

const versionOf = (row) => row?.version ?? 0;

/** Older than anything the server says: what goes with the messages has to be loaded, whatever is heard meanwhile. */
const OUTDATED = -1;

/** So many branches of a chat are remembered besides the one on the page. */
const PATHS_KEPT = 8;

export class Chat {
  /** "new" (nothing known), "loading", "ready", "refused" (the server said no), "unreachable" */
  phase = "new";
  refusal = null;
  /** It began on this page and the server has not heard of it yet. */
  local = false;
  /** @type {Message[]} */
  messages = [];
  /** @type {OpenRun | null} the run that is on */
  run = null;
  /** @type {OpenRun[]} runs that wait, in their order */
  queued = [];
  /** @type {Unsent[]} in the order they were written */
  unsent = [];
  /** @type {Answer | null} the answer being written, or the last one that was */
  answer = null;
  stopping = false;
  retrying = false;
  /** Why the last Retry could not be started. */
  retryProblem = null;
  /** A queued message being changed: {id, text}. It outlives the bubble it is typed in. */
  editing = null;
  /** The branch its messages are of. */
  branch = 1;
  /** The branch somebody is going to; the server has not said so yet. */
  wanted = null;
  /** The branch its row tells of: while the messages are of another one, those of this are on their way. */
  #told = 1;
  /** How many branches there are. */
  #branches = 1;
  /** The answer being written that may be one of several: which one, is told once it is there. */
  #beside = null;
  /** Messages of branches that were left, as they were then. @type {Map<number, Message[]>} */
  #paths = new Map();
  /** What stays where it is on the page whatever changes around it: {key, keep(box, item)}. */
  hold = null;
  /** Attempts on the page instead of the answers they were retried for: the answer's key -> which one. */
  attempts = new Map();
  /** What is typed in place of its messages, by message; null until somebody has looked. @type {Map<string, object> | null} */
  edits = null;
  /** What its owner thinks of its answers, by message: null until somebody has asked. @type {Map<string, object> | null} */
  votes = null;
  /** The answer whose vote is being given a word. */
  wording = null;
  /** Queued messages on their way out: taken off the page before the server says so. */
  leaving = new Set();
  /** When the answer last grew. */
  heardAt = 0;
  /** Where the reader is: at the end ({stuck: true}), or at {key, offset} of a message */
  scroll = { stuck: true };
  agent = null;
  usedAt = 0;
  /** The row's version that the messages go with. */
  asOf = 0;
  /** The row's version that `run` and `queued` go with. */
  runsAsOf = 0;
  /** Whether a `run` frame has come since the chat is watched: from then on every change is heard of. */
  heardRuns = false;
  /** Runs whose end is known; nothing of them is waited for any more. */
  #ended = new Set();

  constructor(id) {
    this.id = id;
  }

  /** Something is on or about to be; the person can only add to it. */
  get busy() {
    return this.run !== null || this.queued.length > 0 || this.retrying || this.unsent[0]?.state === "sending";
  }

  /** How far the answer being written has come, for going on with it after a pause. */
  get place() {
    if (!this.answer) return null;
    const { runId, seq } = this.answer;
    return { runId, seq, ended: this.#ended.has(runId) };
  }

  /** Its messages lack something that is not told otherwise than with them. */
  get outdated() {
    return this.phase === "ready" && this.asOf === OUTDATED && this.wanted === null;
  }

  /** Whether everything that happens to it is heard of as it happens. */
  get inStep() {
    return this.heardRuns && this.phase === "ready" && this.asOf >= this.runsAsOf;
  }

  /** The server has more of it than is known here. */
  isBehind(row) {
    return this.isElsewhere(row) || (this.phase === "ready" && versionOf(row) > this.asOf && !this.inStep);
  }

  /** Another branch is in force than the one on the page. */
  isElsewhere(row) {
    return this.phase === "ready" && branchOf(row) !== (this.wanted ?? this.branch);
  }

  /** The row has changed: what else has, a chat in step hears in its own frames. */
  rowChanged(row) {
    this.#tell(row);
    if (this.inStep) this.asOf = Math.max(this.asOf, versionOf(row));
  }

  // What the server has ---------------------------------------------------------------------------------------------

  /**
   * Takes the messages as the server has them, keeping what is on the page where nothing differs. Returns false, and
   * takes nothing, when the page already knows more than this says. An answer that another one follows at once was
   * retried: the newest attempt stands for all.
   */
  loaded({ chat: row, messages, run = null, queued = [] }, now) {
    if (versionOf(row) < this.runsAsOf || (run !== null && this.#ended.has(run.runId))) return false;
    if (this.wanted !== null && branchOf(row) !== this.wanted) return false;
    // Of the same version, what was heard is the newer word.
    if (this.heardRuns && versionOf(row) === this.runsAsOf) [run, queued] = [this.run, this.queued];
    const before = new Map(this.messages.map((message) => [message.id, message]));
    const waiting = new Set(queued.map(({ question }) => question.id));
    this.refusal = null;
    this.phase = "ready";
    this.agent = row.agentId;
    this.asOf = versionOf(row);
    this.runsAsOf = Math.max(this.runsAsOf, this.asOf);
    this.#tell(row);
    this.#show(
      this.#told,
      withAttempts(messages)
        .filter((message) => !waiting.has(message.id))
        .map((message) => merged(before.get(message.id), message)),
    );
    if (this.run && this.run.runId !== run?.runId) this.#over(this.run.runId);
    this.#stand(run, queued, now);
    this.#showAnswer();
    return true;
  }

  /**
   * Takes how the runs stand now. Returns false when the messages have to be loaded to go with it: something happened
   * that was not heard.
   */
  standing({ version = 0, current, queued }, now) {
    if (version < this.runsAsOf) return true;
    const lost = this.run !== null && this.run.runId !== current?.runId;
    const missed = lost || this.#isGone(current, queued);
    // The first word since it is watched, and the messages are as new.
    const known = !missed && !this.heardRuns && this.phase === "ready" && this.asOf >= version;
    // A short answer comes and goes between two words; the version has counted it.
    const followed = !missed && this.inStep && version <= this.runsAsOf + 1;
    this.heardRuns = true;
    this.runsAsOf = version;
    if (followed) this.asOf = Math.max(this.asOf, version);
    else if (!known) this.asOf = Math.min(this.asOf, version - 1);
    if (lost) this.#over(this.run.runId);
    this.#stand(current?.status && !this.#ended.has(current.runId) ? current : null, queued, now);
    this.#showAnswer();
    return this.phase !== "ready" || known || followed;
  }

  /** Whether a message that waited is neither waiting nor being answered any more: it was answered, or taken back elsewhere. */
  #isGone(current, queued) {
    const there = new Set([current, ...queued].map((run) => run?.runId));
    return this.queued.some((run) => !there.has(run.runId) && !this.leaving.has(run.question.id));
  }

  /** The server took a message or a retry. What frames have told since stands. */
  accepted(run, row, now) {
    this.retrying = false;
    this.retryProblem = null;
    const known = this.#ended.has(run.runId) || this.messages.some(({ id }) => id === run.messageId);
    if (known || versionOf(row) < this.runsAsOf) return;
    if (this.asOf === 0 || this.inStep) this.asOf = versionOf(row);
    this.runsAsOf = versionOf(row);
    if (run.status === "running") this.#stand(run, this.queued, now);
    else if (!this.queued.some(({ runId }) => runId === run.runId)) this.queued = [...this.queued, run];
  }

  #tell(row) {
    this.#told = branchOf(row);
    this.#branches = row?.branches ?? 1;
  }

  // Branches --------------------------------------------------------------------------------------------------------

  /** Shows the messages of a branch; those of the one that is left are remembered. */
  #show(branch, messages) {
    if (branch === this.branch) return void (this.messages = messages);
    this.#paths.delete(this.branch);
    this.#paths.set(this.branch, this.messages);
    for (const old of [...this.#paths.keys()].slice(0, -PATHS_KEPT)) this.#paths.delete(old);
    this.messages = inPlaceOf(this.messages, messages);
    this.branch = branch;
  }

  /**
   * Goes to another branch, at once where it has been on the page before; what the server has of it comes later.
   * `asSeenFrom` tells how it looks from here.
   */
  goTo(branch, asSeenFrom) {
    this.wanted = branch;
    this.asOf = OUTDATED;
    const path = this.#paths.get(branch);
    if (path) this.#show(branch, asSeenFrom(this.messages, path, this.branch, branch));
  }

  /** It went there, or had to come back. */
  arrived(row) {
    this.wanted = null;
    const path = this.#paths.get(branchOf(row));
    if (branchOf(row) !== this.branch && path) this.#show(branchOf(row), path);
  }

  /** A new branch has begun in place of this message; what followed is on the one before. */
  branchedAt(messageId, row) {
    this.#tell(row);
    const at = this.messages.findIndex(({ id }) => id === messageId);
    if (at < 0 || this.#told === this.branch) return;
    this.asOf = OUTDATED;
    this.#show(this.#told, this.messages.slice(0, at));
  }

  #stand(run, queued, now) {
    const begun = run && this.run?.runId !== run.runId;
    if (begun || !run) this.stopping = false;
    if (run) this.retrying = false;
    if (begun) this.heardAt = now;
    if (!run) this.heardAt = 0;
    this.run = run;
    this.queued = queued;
    for (const id of this.leaving) if (!queued.some(({ question }) => question.id === id)) this.leaving.delete(id);
    if (run && this.phase === "ready" && this.#told === this.branch) this.#place(run);
  }

  /** Makes sure that a run's question and the place of its answer are on the page. */
  #place({ messageId, question }) {
    const asked = question && this.messages.some(({ id }) => id === question.id);
    if (asked && this.#branches > 1) this.#beside = messageId;
    if (question && !asked) {
      const { id, role = "user", parts, metadata = {} } = question;
      this.messages = [...this.messages, { key: id, id, role, parts, metadata, versions: null, attempts: [], v: 1 }];
    }
    if (this.messages.some(({ id }) => id === messageId)) return;
    const last = this.messages.at(-1);
    const metadata = { status: "running" };
    if (last?.role === "assistant") {
      // A retry takes the place of the answer before it.
      this.attempts.delete(last.key);
      this.#replace({ ...withAttempt(last), id: messageId, parts: [], metadata });
    } else {
      const key = answerKey(last?.id ?? this.id);
      const answer = { key, id: messageId, role: "assistant", parts: [], metadata, versions: null, attempts: [], v: 1 };
      this.messages = [...this.messages, answer];
    }
  }

  // The answer ------------------------------------------------------------------------------------------------------

  /** Takes the next events of a run; whoever calls has made sure that they are the next. Returns how the run ended, if it did. */
  heard({ runId, seq, chunks }, now) {
    if (this.#ended.has(runId)) return null;
    if (this.answer?.runId !== runId) this.answer = new Answer(this.id, runId);
    const before = this.answer.length;
    chunks.forEach((chunk) => this.answer.apply(chunk));
    this.answer.seq = seq;
    if (this.answer.length > before) this.heardAt = now;
    // Nothing heard yet: the silence began with the run, even if this page came later.
    else if (before === 0) this.heardAt = Math.min(this.heardAt || now, Date.parse(this.answer.metadata.createdAt) || now);
    const { end } = this.answer;
    this.#showAnswer();
    if (end) this.#over(runId);
    if (end && this.#beside === this.answer.messageId) this.asOf = OUTDATED;
    return end;
  }

  #showAnswer() {
    if (!this.answer || this.phase !== "ready") return;
    const { messageId, parts, end, runId } = this.answer;
    if (this.#ended.has(runId)) return;
    const metadata = { ...this.answer.metadata, status: end?.status ?? "running", ...(end?.error ? { error: end.error } : {}) };
    this.messages = this.messages.map((old) => (old.id === messageId ? { ...old, parts, metadata, v: old.v + 1 } : old));
  }

  #over(runId) {
    this.#ended.add(runId);
    if (this.run?.runId !== runId) return;
    this.run = null;
    this.stopping = false;
    this.heardAt = 0;
  }

  #replace(message) {
    this.messages = this.messages.map((old) => (old.key === message.key ? { ...message, v: old.v + 1 } : old));
  }

  // What is on the page ---------------------------------------------------------------------------------------------

  /**
   * From top to bottom: messages; what waits; what has not got through. The first unsent message of a chat at rest
   * stands where it will stay, with the place of its answer, so that nothing moves when it gets through.
   * @returns {({key: string, message: Message, unsent?: Unsent} | {key: string, queued: OpenRun} |
   *   {key: string, unsent: Unsent})[]}
   */
  items() {
    const known = new Set([this.run?.question?.id, ...this.queued.map(({ question }) => question.id)]);
    const queued = this.queued.filter(({ question }) => !this.leaving.has(question.id));
    const unsent = this.unsent.filter(({ id }) => !known.has(id) && !this.messages.some((message) => message.id === id));
    return [
      ...this.messages.map((message) => ({ key: message.key, message })),
      ...queued.map((run) => ({ key: run.question.id, queued: run })),
      ...(this.run || this.queued.length > 0 ? unsent.map(behind) : [...unsent.slice(0, 1).flatMap(ahead), ...unsent.slice(1).map(behind)]),
    ];
  }
}

const answerKey = (questionId) => `answer-to-${questionId}`;

const behind = (unsent) => ({ key: unsent.id, unsent });

function ahead(unsent) {
  const { id, text, parts = [{ type: "text", text }], state, at } = unsent;
  const metadata = { createdAt: new Date(at).toISOString() };
  const none = { versions: null, attempts: [], v: 1 };
  const question = { key: id, id, role: "user", parts, metadata, ...none };
  const answer = { key: answerKey(id), id: null, role: "assistant", parts: [], metadata: { status: "running" }, ...none };
  const items = [{ key: id, message: question, unsent }];
  return state === "sending" ? [...items, { key: answer.key, message: answer }] : items;
}

function merged(before, message) {
  const { id, role, parts, metadata = {}, versions = null, attempts = [] } = message;
  const now = { id, role, parts, metadata, versions, attempts };
  if (!before) return { key: id, ...now, v: 1 };
  return sameLook(before, now) ? before : { ...before, ...now, v: before.v + 1 };
}

const sameLook = (a, b) => JSON.stringify(looksOf(a)) === JSON.stringify(looksOf(b));
const looksOf = ({ parts, metadata, versions, attempts }) => [parts, metadata, versions, attempts.map(({ id }) => id)];
