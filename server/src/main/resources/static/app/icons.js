// Drawn on a 16 px grid, 1.5 px lines, round ends; they take the colour of the text around them.

import { html, svg } from "lit";

const PATHS = {
  alert: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 5v3.5M8 11h.01",
  check: "m3 8.5 3.2 3.2L13 4.8",
  clip: "M13.2 7.3 8 12.5a3.2 3.2 0 0 1-4.5-4.5L9 2.5a2.1 2.1 0 0 1 3 3L6.6 11a1.1 1.1 0 0 1-1.5-1.5l4.7-4.7",
  code: "M5.5 4.5 2 8l3.5 3.5M10.5 4.5 14 8l-3.5 3.5",
  copy: "M6 5.5A1.5 1.5 0 0 1 7.5 4h5A1.5 1.5 0 0 1 14 5.5v7a1.5 1.5 0 0 1-1.5 1.5h-5A1.5 1.5 0 0 1 6 12.5zM3.5 11.5A1.5 1.5 0 0 1 2 10V3.5A1.5 1.5 0 0 1 3.5 2H9a1.5 1.5 0 0 1 1.4 1",
  doc: "M4.5 2h5L13 5.5v7a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 3 12.5v-9A1.5 1.5 0 0 1 4.5 2zM9.5 2v3.5H13M5.8 8.5h4.4M5.8 11h3",
  dots: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  down: "M4.5 6.5 8 10l3.5-3.5",
  ahead: "m3.5 4 4 4-4 4M8.5 4l4 4-4 4",
  bell: "M4 11V7a4 4 0 0 1 8 0v4l1.2 1.5H2.8zM6.8 14.2h2.4",
  fork: "M4.5 5.5v5M4.5 5.5a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4zM4.5 13.9a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4zM11.5 5.5a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4zM11.5 5.5v.8a2.2 2.2 0 0 1-2.2 2.2H4.5",
  globe: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM2 8h12M8 2c3.5 3.6 3.5 8.4 0 12M8 2c-3.5 3.6-3.5 8.4 0 12",
  keys: "M3 4h10A1.5 1.5 0 0 1 14.5 5.5v5A1.5 1.5 0 0 1 13 12H3a1.5 1.5 0 0 1-1.5-1.5v-5A1.5 1.5 0 0 1 3 4zM4.5 7h.01M7 7h.01M9.5 7h.01M12 7h.01M5 9.5h6",
  link: "M6.7 9.3a2.7 2.7 0 0 0 3.9 0l2.2-2.2A2.75 2.75 0 0 0 8.9 3.2l-.7.7M9.3 6.7a2.7 2.7 0 0 0-3.9 0L3.2 8.9a2.75 2.75 0 0 0 3.9 3.9l.7-.7",
  lock: "M4.5 7.5h7A1.5 1.5 0 0 1 13 9v3.5a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 3 12.5V9a1.5 1.5 0 0 1 1.5-1.5zM5.2 7.5V5a2.8 2.8 0 0 1 5.6 0v2.5",
  mic: "M8 10a2.3 2.3 0 0 0 2.3-2.3V4.3a2.3 2.3 0 0 0-4.6 0v3.4A2.3 2.3 0 0 0 8 10zM3.5 7.7a4.5 4.5 0 0 0 9 0M8 12.2V14",
  latest: "M8 3v9.5M3.8 8.3 8 12.5l4.2-4.2",
  menu: "M2.5 4.5h11M2.5 8h11M2.5 11.5h7",
  panel: "M3.5 2.5h9A1.5 1.5 0 0 1 14 4v8a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 12V4a1.5 1.5 0 0 1 1.5-1.5zM6.2 2.5v11",
  pencil: "M10.8 2.7a1.4 1.4 0 0 1 2 0l.5.5a1.4 1.4 0 0 1 0 2L5.5 13l-3.2.7.7-3.2zM9.5 4l2.5 2.5",
  pin: "M6 2.5h4M6.7 2.5v4.2L4.5 9.5h7L9.3 6.7V2.5M8 9.5V14",
  plug: "M6 2v3M10 2v3M4 5h8v2.5a4 4 0 0 1-8 0zM8 11.5V14",
  plus: "M8 3v10M3 8h10",
  pulse: "M1.5 8.5h3l2-5 3 9 2-4h3",
  queued: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12z",
  retry: "M13.5 8a5.5 5.5 0 1 1-1.8-4.1L13.5 5.5M13.5 2.2v3.3h-3.3",
  search: "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.6 10.6 14 14",
  sliders: "M2 4.5h6.5M11.5 4.5H14M2 11.5h2.5M7.5 11.5H14M10 6a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM6 13a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z",
  stopped: "M5.5 4h5A1.5 1.5 0 0 1 12 5.5v5a1.5 1.5 0 0 1-1.5 1.5h-5A1.5 1.5 0 0 1 4 10.5v-5A1.5 1.5 0 0 1 5.5 4z",
  table: "M3.5 2.5h9A1.5 1.5 0 0 1 14 4v8a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 12V4a1.5 1.5 0 0 1 1.5-1.5zM2 6.2h12M2 9.9h12M6.5 6.2v7.3",
  trash: "M2.5 4.5h11M6 4.5V3a1 1 0 0 1 1-1h2a1 1 0 0 1 1 1v1.5M4 4.5l.6 8.1A1.5 1.5 0 0 0 6.1 14h3.8a1.5 1.5 0 0 0 1.5-1.4l.6-8.1M6.8 7.5v3.5M9.2 7.5v3.5",
  up: "M8 13V3.5M3.8 7.7 8 3.5l4.2 4.2",
  user: "M8 8a2.8 2.8 0 1 0 0-5.6A2.8 2.8 0 0 0 8 8zM2.8 14c.4-2.7 2.5-4.3 5.2-4.3s4.8 1.6 5.2 4.3",
  wrap: "M2.5 4h11M2.5 8h8.8a2.2 2.2 0 0 1 0 4.4H8.5M10 10.7l-1.7 1.7 1.7 1.7M2.5 12.4h3",
  x: "m4 4 8 8M12 4l-8 8",
};

/** Further drawings, by name: an SVG path each. */
export const addIcons = (paths) => Object.assign(PATHS, paths);

/** @param {keyof PATHS} name */
export const icon = (name, size = 16) =>
  html`<svg class="icon i-${name}" width=${size} height=${size} viewBox="0 0 16 16" aria-hidden="true">
    ${svg`<path d=${PATHS[name]} />`}
  </svg>`;

/** The same as a plain element, for places that no template draws. */
export function iconElement(name, size = 16) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name]);
  const attributes = { class: `icon i-${name}`, width: size, height: size, viewBox: "0 0 16 16", "aria-hidden": "true" };
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(path);
  return made;
}

/** Something is under way: a quarter arc that goes round. */
export const ring = () =>
  html`<svg class="ring" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
    <circle class="track" cx="8" cy="8" r="6" /><path d="M14 8a6 6 0 0 1-6 6" />
  </svg>`;

export const mark = () =>
  html`<svg class="mark" width="20" height="20" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M12.6 1.5c5.9.2 10 4.1 9.9 9.9-.1 6.6-4.4 11.2-10.9 11.1C5.4 22.4 1.4 18.3 1.5 12.3 1.6 5.9 6.1 1.3 12.6 1.5z" />
    <circle cx="13.4" cy="13" r="5.6" /><circle class="eye" cx="13.9" cy="13.5" r="1.9" />
  </svg>`;
