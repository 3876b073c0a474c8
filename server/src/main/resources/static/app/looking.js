// What somebody wants to attach, looked at before anything of it is sent: what it is, and whether it may go at all.

import { HEAD_BYTES, isMoving, kindOf, lengthProblem, sizeProblem, typeProblem } from "app/attachment-check.js";
import { store } from "app/base.js";
import { t } from "app/tongue.js";

/**
 * `moves` and `foreign` are told of images only; `characters` is 0 for what is no text.
 * @typedef {{file: File, name: string, size: number, kind: "image" | "text", mediaType: string, characters: number,
 *   moves: boolean, foreign: boolean}} Found
 */

/** The most a file of this person may have, in bytes; null where nobody says. */
export const mostOfRole = () => store.account?.limits?.attachmentBytes ?? null;

/**
 * @param {File} file
 * @returns {Promise<Found | {problem: string}>}
 */
export async function lookAt(file) {
  const name = file.name || t("File");
  try {
    const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
    const kind = kindOf(head, file.type);
    if (!kind) return { problem: typeProblem(name) };
    const found = { file, name, size: file.size, characters: 0, moves: false, foreign: false, ...kind };
    return kind.kind === "image" ? image(found, head) : await text(found);
  } catch {
    // A folder, or one that has gone since it was chosen.
    return { problem: t("{name} could not be read.", { name }) };
  }
}

/** One that can be made smaller is measured when it is. */
function image(found, head) {
  const moves = isMoving(head, found.mediaType);
  const problem = moves || found.size === 0 ? sizeProblem(found, "image", mostOfRole()) : null;
  return problem ? { problem } : { ...found, moves };
}

async function text(found) {
  const problem = sizeProblem(found, "text", mostOfRole());
  if (problem) return { problem };
  const characters = await lengthOf(found.file);
  if (characters === null) return { problem: typeProblem(found.name) };
  const tooLong = lengthProblem(found.name, characters);
  return tooLong ? { problem: tooLong } : { ...found, characters };
}

/** How many characters a text has; null when it turns out to be none. */
async function lengthOf(file) {
  const bytes = await file.arrayBuffer();
  try {
    const words = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return words.includes("\0") ? null : words.length;
  } catch {
    return null;
  }
}
