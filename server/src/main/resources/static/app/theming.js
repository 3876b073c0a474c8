// Light, dark, or as the system says.

import { keep, recall } from "app/local.js";

const CHOICES = [
  ["system", "System"],
  ["light", "Light"],
  ["dark", "Dark"],
];

function choose(theme) {
  keep("theme", theme === "system" ? null : theme);
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** Lines for a menu. */
export const themeItems = () => [
  { heading: "Theme" },
  ...CHOICES.map(([theme, label]) => ({
    label,
    checked: recall("theme", "system") === theme,
    action: () => choose(theme),
  })),
];
