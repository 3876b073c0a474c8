// Light, dark, or as the system says.

import { keep, recall } from "app/local.js";
import { t } from "app/tongue.js";

/** What there is to choose from: how it is kept, and in words. */
export const THEMES = [
  ["system", t("System")],
  ["light", t("Light")],
  ["dark", t("Dark")],
];

export const theme = () => recall("theme", "system");

export function chooseTheme(theme) {
  keep("theme", theme === "system" ? null : theme);
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** Lines for a menu. */
export const themeItems = () => [
  { heading: t("Theme") },
  ...THEMES.map(([choice, label]) => ({ label, checked: theme() === choice, action: () => chooseTheme(choice) })),
];
