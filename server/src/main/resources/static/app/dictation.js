// What is said becomes text, where the browser can do that. The text stands in the box as one speaks; nothing is sent.

import { t } from "app/tongue.js";

const PROBLEMS = {
  "not-allowed": t("The microphone is not allowed here. Allow it for this site in the browser's settings."),
  "service-not-allowed": t("This browser does not allow dictation here."),
  "audio-capture": t("No microphone was found."),
  network: t("The browser's speech service cannot be reached."),
  "no-speech": t("Nothing was heard."),
  "language-not-supported": t("The browser does not understand this language."),
};

const FAILED = t("Dictation does not work in this browser.");

/** Stopped on purpose: not worth a word. */
const MEANT = "aborted";

/** Listens, and writes what it hears into the composer, behind what stands there. */
export function dictate(composer) {
  const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;
  const recognition = new Recognition();
  const before = composer.text && !/\s$/.test(composer.text) ? `${composer.text} ` : composer.text;
  let over = false;
  const end = () => {
    if (over) return;
    over = true;
    composer.dictation = null;
    recognition.abort();
  };
  Object.assign(recognition, { continuous: true, interimResults: true, lang: navigator.language });
  recognition.onresult = ({ results }) => {
    if (!over) composer.write(before + [...results].map(([best]) => best.transcript).join("").trimStart());
  };
  recognition.onerror = ({ error }) => {
    if (over) return;
    end();
    if (error !== MEANT) composer.tell(PROBLEMS[error] ?? FAILED);
  };
  recognition.onend = () => {
    if (!over) end();
  };
  try {
    recognition.start();
  } catch {
    return composer.tell(FAILED);
  }
  composer.told = null;
  composer.dictation = { end };
  composer.focusField();
}
