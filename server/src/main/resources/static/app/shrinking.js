// Draws an image anew in the browser before it is sent: smaller, as what comes from a camera is larger than any agent looks
// at, and without what its file tells besides, such as where and when it was taken.

import { isBare } from "app/attachment-check.js";

const LONGEST_EDGE_PX = 2048;
const QUALITY = 0.85;

/** Of what keeps its size and its kind nobody expects that it looks worse. */
const SAME_QUALITY = 0.92;

/** An image of few pixels and no more bytes than this keeps its size and its kind. */
const SMALL_BYTES = 512 * 1024;

const THUMB_PX = 128;

/**
 * The image as it is to be sent, and a small drawing of it.
 * @param {File} file
 * @param {{name: string, mediaType: string, moves: boolean, foreign: boolean}} image one that moves stays as it is, a
 *   foreign one becomes one of a kind that is taken
 * @returns {Promise<{blob: Blob, mediaType: string, name: string, thumb: string}>}
 * @throws when the browser cannot read it
 */
export async function shrunk(file, image) {
  // It turns a photo the way its file says.
  const bitmap = await createImageBitmap(file);
  try {
    const thumb = middleOf(bitmap).toDataURL("image/webp", QUALITY);
    return { ...(await toBeSent(bitmap, file, image)), thumb };
  } finally {
    bitmap.close();
  }
}

async function toBeSent(bitmap, file, { name, mediaType, moves, foreign }) {
  const asItIs = { blob: file, mediaType, name };
  if (moves) return asItIs;
  const bare = isBare(new Uint8Array(await file.arrayBuffer()), mediaType);
  const scale = Math.min(1, LONGEST_EDGE_PX / Math.max(bitmap.width, bitmap.height));
  if (scale === 1 && file.size <= SMALL_BYTES && !foreign) {
    if (bare) return asItIs;
    const blob = await encoded(drawn(bitmap, 1), mediaType, SAME_QUALITY);
    if (blob?.type === mediaType) return { blob, mediaType, name };
  }
  const blob = await packed(bitmap, scale);
  if (bare && blob.size >= file.size) return asItIs;
  return { blob, mediaType: blob.type, name: renamed(name, blob.type) };
}

/** The square in the middle, as a tile shows it. */
function middleOf(bitmap) {
  const edge = Math.min(bitmap.width, bitmap.height);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = THUMB_PX;
  const pen = canvas.getContext("2d");
  pen.imageSmoothingQuality = "high";
  const [left, top] = [(bitmap.width - edge) / 2, (bitmap.height - edge) / 2];
  pen.drawImage(bitmap, left, top, edge, edge, 0, 0, THUMB_PX, THUMB_PX);
  return canvas;
}

function drawn(bitmap, scale, ground = null) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const pen = canvas.getContext("2d");
  if (ground) {
    pen.fillStyle = ground;
    pen.fillRect(0, 0, canvas.width, canvas.height);
  }
  pen.imageSmoothingQuality = "high";
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** As WebP, or where the browser cannot write that, as JPEG, which knows no glass. */
async function packed(bitmap, scale) {
  const blob = await encoded(drawn(bitmap, scale), "image/webp");
  return blob?.type === "image/webp" ? blob : encoded(drawn(bitmap, scale, "white"), "image/jpeg");
}

const encoded = (canvas, type, quality = QUALITY) => new Promise((resolve) => canvas.toBlob(resolve, type, quality));

const renamed = (name, type) => `${name.replace(/\.[^.]{1,5}$/, "")}.${type === "image/webp" ? "webp" : "jpg"}`;
