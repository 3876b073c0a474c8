// Passkeys: what the server asks for and what the browser's keys answer, turned into JSON and back. Browsers of the last
// two years do that themselves; older ones have passkeys too.

import { Refusal, json } from "app/api.js";
import { t } from "app/tongue.js";

export const canUsePasskeys = () => globalThis.PublicKeyCredential !== undefined && isSecureContext;

const post = (path, body) => json(path, { method: "POST", body });

export function toBytes(text) {
  const base64 = text.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

export function toText(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

const known = (credentials) => (credentials ?? []).map((credential) => ({ ...credential, id: toBytes(credential.id) }));

/** Signs in with a key the person chooses, and returns the account. */
export async function signInWithPasskey() {
  const options = await post("/api/sign-in/passkey/options", {});
  const publicKey = {
    ...options,
    challenge: toBytes(options.challenge),
    allowCredentials: known(options.allowCredentials),
  };
  const credential = await chosen(() => navigator.credentials.get({ publicKey }));
  const { authenticatorData, clientDataJSON, signature, userHandle } = credential.response;
  const response = {
    authenticatorData: toText(authenticatorData),
    clientDataJSON: toText(clientDataJSON),
    signature: toText(signature),
    userHandle: userHandle ? toText(userHandle) : undefined,
  };
  return post("/api/sign-in/passkey", { credential: { ...common(credential), response } });
}

/** Makes a key on this device and tells the server of it under a name. */
export async function addPasskey(label) {
  const options = await post("/api/account/passkeys/options", {});
  const publicKey = {
    ...options,
    challenge: toBytes(options.challenge),
    user: { ...options.user, id: toBytes(options.user.id) },
    excludeCredentials: known(options.excludeCredentials),
  };
  const credential = await chosen(() => navigator.credentials.create({ publicKey }));
  const { attestationObject, clientDataJSON } = credential.response;
  const response = {
    attestationObject: toText(attestationObject),
    clientDataJSON: toText(clientDataJSON),
    transports: credential.response.getTransports?.() ?? [],
  };
  await post("/api/account/passkeys", { label, credential: { ...common(credential), response } });
}

const common = (credential) => ({
  id: credential.id,
  rawId: toText(credential.rawId),
  type: credential.type,
  authenticatorAttachment: credential.authenticatorAttachment,
  clientExtensionResults: credential.getClientExtensionResults(),
});

/** What the browser says when nothing comes of it is for programmers. */
async function chosen(ask) {
  try {
    const credential = await ask();
    if (credential) return credential;
  } catch (problem) {
    if (problem.name === "InvalidStateError") throw refusal(t("There is a passkey for this account on this device already."));
    if (problem.name === "SecurityError") throw refusal(t("Passkeys do not work at this address. Ask an administrator about ROCKPOOL_PUBLIC_URL."));
  }
  throw refusal(t("No passkey was chosen. Try again, or use your password."));
}

const refusal = (sentence) => new Refusal(0, "passkey", sentence);
