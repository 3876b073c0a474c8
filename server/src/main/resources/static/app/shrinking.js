// Makes an image smaller in the browser: what comes from a camera is larger than any agent looks at.

const LONGEST_EDGE_PX = 2048;
const QUALITY = 0.85;

/** An image of few pixels and no more bytes than this goes as it is. */
const SMALL_BYTES = 512 * 1024;

const THUMB_PX = 128;

/**
 * The image as it is to be sent, and a small drawing of it.
 * @param {File} file
 * @param {{moves: boolean, foreign: boolean}} how one that moves stays as it is; a foreign one has to be drawn anew
 * @returns {Promise<{blob: Blob, mediaType: string, name: string, thumb: string}>}
 * @throws when the browser cannot read it
 */
export async function shrunk(file, { moves, foreign }) {
  const bitmap = await createImageBitmap(file);
  try {
    const longest = Math.max(bitmap.width, bitmap.height);
    const thumb = middleOf(bitmap).toDataURL("image/webp", QUALITY);
    const small = longest <= LONGEST_EDGE_PX && file.size <= SMALL_BYTES;
    if (!foreign && (moves || small)) return { ...asItIs(file), thumb };
    const blob = await packed(bitmap, Math.min(1, LONGEST_EDGE_PX / longest));
    if (!foreign && blob.size >= file.size) return { ...asItIs(file), thumb };
    return { blob, mediaType: blob.type, name: renamed(file.name, blob.type), thumb };
  } finally {
    bitmap.close();
  }
}

const asItIs = (file) => ({ blob: file, mediaType: file.type, name: file.name });

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

const encoded = (canvas, type) => new Promise((resolve) => canvas.toBlob(resolve, type, QUALITY));

const renamed = (name, type) => `${name.replace(/\.[^.]{1,5}$/, "")}.${type === "image/webp" ? "webp" : "jpg"}`;
