// A word on the desktop when an answer is ready and nobody looks. Off until somebody switches it on.

import { clock, store } from "app/base.js";
import { keep, recall } from "app/local.js";
import { note } from "app/notes.js";
import { t } from "app/tongue.js";

/** Another tab or device may be showing the answer; it says so within this time. */
const OTHERS_MS = 1_000;

let open = () => {};

/** @param {(chatId: string) => void} opener goes to a chat */
export const onNotificationOpened = (opener) => (open = opener);

export const notifies = () => recall("notify", false) && globalThis.Notification?.permission === "granted";

/** Switches it on or off. The browser is asked for its permission only here, because somebody wants it. */
export async function toggleNotifications() {
  if (notifies()) return keep("notify", null);
  if (!globalThis.Notification || !isSecureContext) {
    return note(t("This browser shows no notifications here."), t("It offers them on https addresses only."));
  }
  const answer = await Notification.requestPermission();
  if (answer !== "granted") {
    return note(t("Your browser does not allow it."), t("Allow notifications for this site in its settings."));
  }
  keep("notify", true);
  note(t("Notifications are on."), t("They show a chat's title, nothing of its text."));
}

/** A chat has an answer nobody has seen. */
export function notify(chatId) {
  if (store.seen || !notifies()) return;
  clock.after(OTHERS_MS, () => {
    if (store.seen || !store.isUnread(chatId)) return;
    // The tag makes one of what several tabs say.
    const shown = new Notification(store.rows.get(chatId).title, { tag: `rockpool-${chatId}` });
    shown.onclick = () => {
      focus();
      open(chatId);
      shown.close();
    };
  });
}
