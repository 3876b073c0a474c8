// Carries one file to the server and tells how far it is. Another way than for other calls: only this one tells that.

import { Refusal } from "app/api.js";
import { said, t } from "app/tongue.js";

/** A connection on which nothing moves for so long is taken to be gone. */
const SILENCE_LIMIT_MS = 60_000;

const unreachable = () => new Refusal(0, "offline", t("Rockpool cannot be reached."));

/**
 * @param {{blob: Blob, name: string, mediaType: string}} file
 * @param {(share: number) => void} onProgress from 0 to 1
 * @returns {{done: Promise<object>, cancel: () => void}} `done` is what the server has stored, or fails with a Refusal
 */
export function upload({ blob, name, mediaType }, onProgress) {
  const call = new XMLHttpRequest();
  const done = new Promise((resolve, reject) => {
    let silence = null;
    const moves = () => {
      clearTimeout(silence);
      silence = setTimeout(() => call.abort(), SILENCE_LIMIT_MS);
    };
    call.upload.onprogress = ({ loaded, total }) => {
      moves();
      onProgress(total > 0 ? loaded / total : 0);
    };
    call.onloadend = () => {
      clearTimeout(silence);
      if (call.status === 201) resolve(call.response);
      else reject(refusalOf(call));
    };
    call.open("POST", `/api/files?name=${encodeURIComponent(name)}`);
    call.responseType = "json";
    call.setRequestHeader("Accept", "application/json");
    call.setRequestHeader("Content-Type", mediaType);
    moves();
    call.send(blob);
  });
  return { done, cancel: () => call.abort() };
}

function refusalOf({ status, response }) {
  if (status === 0) return unreachable();
  const message = said(response?.message) || t("Rockpool answered with status {status}.", { status });
  return new Refusal(status, response?.code ?? "", message);
}
