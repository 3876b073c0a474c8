// Files that are to go with a message: looked at, made smaller, carried to the server while the message is still being
// written, and taken away again. They last as long as the page; what is at the server and was never sent goes after a day.

import { json } from "app/api.js";
import { HEAD_BYTES, isMoving, kindOf, lengthProblem, sizeProblem, typeProblem, withRoom } from "app/attachment-check.js";
import { announce, store, uuid } from "app/base.js";
import { draftFiles, keepDraftFiles } from "app/drafts.js";
import { isPassing } from "app/outbox.js";
import { shrunk } from "app/shrinking.js";
import { shutOut } from "app/sync.js";
import { n, t } from "app/tongue.js";
import { upload } from "app/uploading.js";
import "app/attachments.js";

/**
 * @typedef {{key: string, name: string, kind: "image" | "text", mediaType: string, size: number, characters: number,
 *   thumb: string | null, state: "loading" | "ready" | "failed", progress: number, problem: string | null,
 *   passing: boolean, part: object | null}} Attachment `part` is what the message carries, once the server has it
 */

/** So many files are on their way at once. */
const AT_ONCE = 3;

/** What it takes to go on with each: {chatId, file, moves, foreign, blob, cancel}. */
const work = new Map();
const waiting = [];
let underWay = 0;

/**
 * Attaches files to what is typed in a chat (null: at home).
 * @param {(sentence: string) => void} tell says what is not attached, and why
 */
export async function attach(chatId, files, tell) {
  const looked = await Promise.all(files.map(lookAt));
  const refused = looked.flatMap(({ problem }) => problem ?? []);
  const { taken, problem } = withRoom(draftFiles(chatId), looked.filter((file) => !file.problem));
  const sentences = [...new Set([...refused, ...(problem ? [problem] : [])])];
  if (sentences.length > 0) tell(sentences.join(" "));
  for (const { key } of looked) if (key && !taken.some((file) => file.key === key)) work.delete(key);
  keepDraftFiles(chatId, [...draftFiles(chatId), ...taken.map(fresh)]);
  for (const { key } of taken) {
    work.get(key).chatId = chatId;
    start(chatId, key, tell);
  }
}

async function lookAt(file) {
  const name = file.name || t("File");
  try {
    const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
    const kind = kindOf(head, file.type);
    if (!kind) return { problem: typeProblem(name) };
    const moves = kind.kind === "image" && isMoving(head, kind.mediaType);
    const shrinks = kind.kind === "image" && !moves;
    // One that can be made smaller is measured when it is.
    const problem = shrinks && file.size > 0 ? null : sizeProblem({ name, size: file.size }, kind.kind, mostOfRole());
    if (problem) return { problem };
    const characters = kind.kind === "text" ? await lengthOf(file) : 0;
    if (characters === null) return { problem: typeProblem(name) };
    const tooLong = lengthProblem(name, characters);
    if (tooLong) return { problem: tooLong };
    const key = uuid();
    work.set(key, { file, moves, foreign: kind.foreign ?? false });
    return { key, name, size: file.size, characters, ...kind };
  } catch {
    // A folder, or one that has gone since it was chosen.
    return { problem: t("{name} could not be read.", { name }) };
  }
}

/** How many characters a text has; null when it turns out to be none. */
async function lengthOf(file) {
  const bytes = await file.arrayBuffer();
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.includes("\0") ? null : text.length;
  } catch {
    return null;
  }
}

const mostOfRole = () => store.account?.limits?.attachmentBytes ?? null;

const fresh = ({ key, name, kind, mediaType, size, characters = 0 }) => ({
  key, name, kind, mediaType, size, characters, thumb: null, state: "loading", progress: 0, problem: null, passing: false, part: null,
});

const find = (chatId, key) => draftFiles(chatId).find((file) => file.key === key);

function change(chatId, key, fields) {
  keepDraftFiles(chatId, draftFiles(chatId).map((file) => (file.key === key ? { ...file, ...fields } : file)));
}

async function start(chatId, key, tell) {
  const { kind } = find(chatId, key);
  try {
    await prepare(chatId, key, kind);
  } catch (problem) {
    if (!find(chatId, key)) return;
    const { name } = find(chatId, key);
    take(chatId, key);
    return tell(problem.sentence ?? t("{name} cannot be read as an image.", { name }));
  }
  waiting.push({ chatId, key });
  next();
}

/** Has what is to be sent ready; an image is made smaller first. */
async function prepare(chatId, key, kind) {
  const task = work.get(key);
  const { name, mediaType } = find(chatId, key);
  if (kind !== "image") return void Object.assign(task, { blob: task.file, name, mediaType });
  const image = await shrunk(task.file, task);
  const unchanged = image.blob === task.file;
  Object.assign(task, { blob: image.blob, name: unchanged ? name : image.name, mediaType: unchanged ? mediaType : image.mediaType });
  const sentence = sizeProblem({ name, size: image.blob.size }, kind, mostOfRole());
  if (sentence) throw Object.assign(new Error(sentence), { sentence });
  change(chatId, key, { thumb: image.thumb, size: image.blob.size, name: task.name, mediaType: task.mediaType });
}

function next() {
  if (underWay >= AT_ONCE) return;
  const file = waiting.shift();
  if (!file) return;
  if (find(file.chatId, file.key)) carry(file.chatId, file.key);
  next();
}

async function carry(chatId, key) {
  underWay++;
  const task = work.get(key);
  const { done, cancel } = upload(task, (progress) => change(chatId, key, { progress }));
  task.cancel = cancel;
  try {
    arrived(chatId, key, await done);
  } catch (refusal) {
    failed(chatId, key, refusal);
  } finally {
    underWay--;
    next();
  }
}

function arrived(chatId, key, { id, name, mediaType, size, kind }) {
  // Taken away in its last moment.
  if (!find(chatId, key)) return forget(id);
  const part = { type: "file", url: addressOf(id), mediaType, filename: name, size };
  work.delete(key);
  change(chatId, key, { state: "ready", progress: 1, name, mediaType, size, kind, part });
  tellWhenAllAreThere(chatId);
}

function tellWhenAllAreThere(chatId) {
  const files = draftFiles(chatId);
  if (files.some(({ state }) => state === "loading")) return;
  const ready = files.filter(({ state }) => state === "ready").length;
  announce(n(ready, "{n} file attached.", "{n} files attached."));
}

function failed(chatId, key, refusal) {
  const file = find(chatId, key);
  if (!file) return;
  if (refusal.status === 401) return shutOut(refusal);
  const offline = refusal.status === 0 && !navigator.onLine;
  const problem = offline ? t("You are offline.") : refusal.message;
  change(chatId, key, { state: "failed", progress: 0, problem, passing: isPassing(refusal) });
  announce(`${t("{name} was not uploaded.", { name: file.name })} ${problem}`);
}

/** Carries a file that failed once more. */
export function again(chatId, key) {
  change(chatId, key, { state: "loading", progress: 0, problem: null, passing: false });
  waiting.push({ chatId, key });
  next();
}

/** Takes a file away that was to go with a message. */
export function remove(chatId, key) {
  const { name, part } = find(chatId, key);
  work.get(key)?.cancel?.();
  take(chatId, key);
  if (part) forget(idOf(part));
  announce(t("{name} removed.", { name }));
}

function take(chatId, key) {
  work.delete(key);
  keepDraftFiles(chatId, draftFiles(chatId).filter((file) => file.key !== key));
}

const addressOf = (id) => `/api/files/${id}`;
const idOf = ({ url }) => url.slice(addressOf("").length);

/** The server forgets by itself what it is not told. */
const forget = (id) => json(addressOf(id), { method: "DELETE" }).catch(() => {});

/** Brings back the files of a message that was not sent. */
export function takeBack(chatId, parts) {
  const files = parts.filter(({ type }) => type === "file").map((part) => ({
    ...fresh({ key: uuid(), name: part.filename, kind: kindOfPart(part), mediaType: part.mediaType, size: part.size ?? null }),
    thumb: kindOfPart(part) === "image" ? part.url : null,
    state: "ready",
    progress: 1,
    part,
  }));
  keepDraftFiles(chatId, [...files, ...draftFiles(chatId)]);
}

const kindOfPart = ({ mediaType }) => (mediaType.startsWith("image/") ? "image" : "text");

/** What was lost with the connection goes on with it. */
addEventListener("online", () => {
  for (const [key, { chatId }] of work) if (find(chatId, key)?.passing) again(chatId, key);
});
