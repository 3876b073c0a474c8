// Files that are to go with a message: looked at, made smaller, carried to the server while the message is still being
// written, and taken away again. They last as long as the page; what is at the server and was never sent goes after a day.

import { json } from "app/api.js";
import { imagesProblem, sizeProblem, withRoom } from "app/attachment-check.js";
import { announce, uuid } from "app/base.js";
import { draftFiles, keepDraftFiles } from "app/drafts.js";
import { lookAt, mostOfRole } from "app/looking.js";
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
  const added = taken.map((found) => begun(chatId, found));
  keepDraftFiles(chatId, [...draftFiles(chatId), ...added]);
  for (const { key } of added) start(chatId, key, tell);
}

function begun(chatId, { file, moves, foreign, ...found }) {
  const key = uuid();
  work.set(key, { chatId, file, moves, foreign });
  return fresh({ key, ...found });
}

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

/** Has what is to be sent ready; an image is drawn anew first, and made smaller. */
async function prepare(chatId, key, kind) {
  const task = work.get(key);
  const { name, mediaType } = find(chatId, key);
  if (kind !== "image") return void Object.assign(task, { blob: task.file, name, mediaType });
  const { thumb, ...image } = await shrunk(task.file, { name, mediaType, ...task });
  Object.assign(task, image);
  const sized = { name, size: image.blob.size };
  const others = draftFiles(chatId).filter((file) => file.kind === "image" && file.thumb && file.key !== key);
  const sentence = sizeProblem(sized, kind, mostOfRole()) ?? imagesProblem(sized, others);
  if (sentence) throw Object.assign(new Error(sentence), { sentence });
  change(chatId, key, { thumb, size: image.blob.size, name: image.name, mediaType: image.mediaType });
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
