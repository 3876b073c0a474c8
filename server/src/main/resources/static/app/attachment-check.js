// What may go with a message: told from a file's first bytes and its size, before anything is sent. Pure.

import { n, number, t } from "app/tongue.js";
import { bytes } from "app/words.js";

const MEGABYTE = 1024 * 1024;

/** So much of a file is looked at to tell what it is. */
export const HEAD_BYTES = 4096;

export const MOST_FILES = 20;
export const MOST_IMAGES = 8;

/** How much text a message can carry in its files, in characters. */
export const MOST_CHARACTERS = 200_000;

/** How much the images of a message may have together, in bytes: what gateways take. */
const MOST_OF_IMAGES = 14_000_000;

/** What the server takes at most, by kind. */
const MOST_BYTES = { image: 10 * MEGABYTE, text: MEGABYTE };

const latin = (head, from, to) => String.fromCharCode(...head.subarray(from, to));

const IMAGES = {
  "image/png": (head) => latin(head, 0, 8) === "\x89PNG\r\n\x1a\n",
  "image/jpeg": (head) => latin(head, 0, 3) === "\xff\xd8\xff",
  "image/gif": (head) => /^GIF8[79]a$/.test(latin(head, 0, 6)),
  "image/webp": (head) => latin(head, 0, 4) === "RIFF" && latin(head, 8, 12) === "WEBP",
};

/**
 * What a file is, by its first bytes; null where they say nothing we take. `foreign` is an image of a kind that is not
 * taken but that the browser may be able to draw as one that is.
 * @param {Uint8Array} head
 * @param {string} said what the browser takes it for
 * @returns {{kind: "image" | "text", mediaType: string, foreign?: boolean} | null}
 */
export function kindOf(head, said) {
  const image = Object.keys(IMAGES).find((type) => IMAGES[type](head));
  if (image) return { kind: "image", mediaType: image };
  if (latin(head, 0, 5) === "%PDF-") return null;
  if (isText(head)) return { kind: "text", mediaType: textType(said) };
  return /^image\//.test(said) ? { kind: "image", mediaType: said, foreign: true } : null;
}

/** Drawings and pages that could run something are text like any other. */
const textType = (said) => (/^(text\/(?!html|xml|javascript)|application\/(json|yaml|toml)$)/.test(said) ? said.split(";")[0] : "text/plain");

/** A character that the cut has split is forgiven. */
function isText(head) {
  if (head.includes(0)) return false;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Whether an image moves: drawn anew it would stand still. */
export function isMoving(head, mediaType) {
  if (mediaType === "image/gif") return true;
  if (mediaType === "image/webp") return latin(head, 12, 16) === "VP8X" && (head[20] & 2) !== 0;
  return mediaType === "image/png" && latin(head, 8, head.length).includes("acTL");
}

/** What a PNG is drawn from. All else tells of it: where and when it was made, by what, its texts. */
const OF_THE_PICTURE = new Set(["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "cICP", "sBIT", "bKGD", "pHYs"]);

/**
 * Whether an image holds its picture and nothing else. Of a JPEG that is never said: what hides in it is of too many kinds.
 * @param {Uint8Array} image all of it
 */
export function isBare(image, mediaType) {
  if (mediaType === "image/png") return isBarePng(image);
  return mediaType === "image/webp" && isBareWebp(image);
}

const numbersOf = ({ buffer, byteOffset, byteLength }) => new DataView(buffer, byteOffset, byteLength);

function isBarePng(image) {
  let at = 8;
  while (at + 12 <= image.length) {
    const chunk = latin(image, at + 4, at + 8);
    if (!OF_THE_PICTURE.has(chunk)) return false;
    at += 12 + numbersOf(image).getUint32(at);
    if (chunk === "IEND") return at === image.length;
  }
  return false;
}

/** The simple form has one part, the picture; whatever tells more needs another. */
function isBareWebp(image) {
  if (image.length < 20 || !["VP8 ", "VP8L"].includes(latin(image, 12, 16))) return false;
  const size = numbersOf(image).getUint32(16, true);
  return 20 + size + (size % 2) === image.length;
}

/** The most a file of this kind may have, where the role of its owner may allow less. */
export const mostBytes = (kind, ofRole) => Math.min(MOST_BYTES[kind], ofRole ?? Infinity);

/** Why a file of this size cannot go with a message; null when it can. */
export function sizeProblem({ name, size }, kind, ofRole) {
  if (size === 0) return t("{name} is empty.", { name });
  const most = mostBytes(kind, ofRole);
  if (size <= most) return null;
  const values = { name, size: bytes(size), most: bytes(most) };
  if (most < MOST_BYTES[kind]) return t("{name} has {size}. Your files may have {most} at most.", values);
  if (kind === "image") return t("{name} has {size}. An image may have {most} at most.", values);
  return t("{name} has {size}. A text file may have {most} at most.", values);
}

/**
 * Why an image has no room beside those that are ready to be sent; null when it has.
 * @param {{size: number | null}[]} there
 */
export function imagesProblem({ name, size }, there) {
  const all = there.reduce((sum, image) => sum + (image.size ?? 0), size);
  if (all <= MOST_OF_IMAGES) return null;
  return t("{name} was left out. The images of a message may have {most} together.", { name, most: bytes(MOST_OF_IMAGES) });
}

/** Why a text of so many characters cannot go with a message; null when it can. */
export function lengthProblem(name, characters) {
  if (characters <= MOST_CHARACTERS) return null;
  return t("{name} has {count} characters. A text file may have {most} at most.", {
    name, count: number(characters), most: number(MOST_CHARACTERS),
  });
}

export const typeProblem = (name) =>
  t("{name} cannot be attached. Images (PNG, JPEG, GIF, WebP) and text files can.", { name });

/**
 * Which of some new files still have room beside those there are, in their order, and a sentence about the others.
 * @template {{kind: string, characters?: number}} F
 * @param {F[]} there
 * @param {F[]} fresh
 * @returns {{taken: F[], problem: string | null}}
 */
export function withRoom(there, fresh) {
  const taken = [];
  let problem = null;
  for (const file of fresh) {
    const all = [...there, ...taken];
    const images = all.filter(({ kind }) => kind === "image").length;
    const letters = all.reduce((sum, { characters = 0 }) => sum + characters, file.characters ?? 0);
    if (all.length >= MOST_FILES) problem = t("A message takes {most} files.", { most: MOST_FILES });
    else if (file.kind === "image" && images >= MOST_IMAGES) problem = t("A message takes {most} images.", { most: MOST_IMAGES });
    else if (letters > MOST_CHARACTERS) problem = t("The text files of a message take {most} characters.", { most: number(MOST_CHARACTERS) });
    else taken.push(file);
  }
  const left = fresh.length - taken.length;
  return { taken, problem: problem && `${problem} ${n(left, "{n} file was left out.", "{n} files were left out.")}` };
}
