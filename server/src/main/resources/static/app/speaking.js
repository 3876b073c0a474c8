// Which language Rockpool speaks in this browser.

import { LANGUAGES, choose, chosen, t } from "app/tongue.js";

/** The browser's own, and all there are: how it is kept, and in words, each language by its own name. */
export const TONGUES = [["browser", t("Browser's language")], ...LANGUAGES];

export const tongue = () => chosen() ?? "browser";

/** Everything is said anew, from the beginning: the page is loaded again. */
export function speak(code) {
  choose(code === "browser" ? null : code);
  location.reload();
}

/** The one called so, by its code or its name; undefined where there is none. */
export const tongueCalled = (words) =>
  TONGUES.find(([code, name]) => [code, name.toLowerCase()].includes(words.toLowerCase()));
