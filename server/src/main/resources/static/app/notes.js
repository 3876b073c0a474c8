// What is said at the foot of the sidebar: what just happened, and for a while the way back. Screen readers hear it from
// the toast itself.

import { store } from "app/base.js";
import { t } from "app/tongue.js";

export const SHOWN_MS = 8_000;

/** @type {{title: string, text: string, ms: number, action: {label: string, run: () => void, drains: boolean} | null,
 *   over: () => void} | null} the one on show */
export let shownToast = null;

/** Shows a toast; what the one before it would have done at its end is done now. */
export function toast(what) {
  const before = shownToast;
  shownToast = what;
  before?.over();
  store.changed("toast");
}

/** Takes a toast away that was answered; nothing of it is done any more. */
export function dismiss() {
  shownToast = null;
  store.changed("toast");
}

/** Its time is over. */
export function expire() {
  const { over } = shownToast;
  dismiss();
  over();
}

const nothing = () => {};

/** A toast with a way back. `over` is done when it was not taken. */
export const offerUndo = (title, text, undo, over = nothing) =>
  toast({ title, text, ms: SHOWN_MS, over, action: { label: t("Undo"), drains: true, run: answered(undo) } });

export function note(sentence, text = "", action = null) {
  const button = action && { label: action.label, drains: false, run: answered(action.run) };
  toast({ title: sentence, text, ms: SHOWN_MS, over: nothing, action: button });
}

const answered = (run) => () => {
  dismiss();
  run();
};
