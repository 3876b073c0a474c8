// One menu at a time, at the element it belongs to. Arrow keys, Home and End move; Escape and Tab close.
// What else opens at an element does it the same way.

import { html, nothing, render } from "lit";
import { icon } from "app/icons.js";

/**
 * @typedef {{label: string, icon?: string, tile?: string, key?: string, danger?: boolean, checked?: boolean,
 *   toggled?: boolean, title?: string, testId?: string, action: () => void} | "line" | {heading: string}} Item
 */

let close = null;

export const closeMenu = () => close?.();

/** @param {Element} anchor @param {string} label @param {Item[]} items */
export function openMenu(anchor, label, items) {
  const menu = document.createElement("div");
  menu.className = "menu";
  menu.setAttribute("role", "menu");
  menu.setAttribute("aria-label", label);
  render(items.map((item) => line(item)), menu);
  openAt(anchor, menu);
  const buttons = [...menu.querySelectorAll("button")];
  const checked = buttons.find((button) => button.matches("[role=menuitemradio][aria-checked=true]"));
  (checked ?? buttons[0]).focus({ preventScroll: true });
  menu.addEventListener("keydown", (event) => onKey(event, buttons));
}

/** Opens a box at an element, instead of the one that is open. It goes with a click beside it, and with `closeMenu`. */
export function openAt(anchor, box) {
  closeMenu();
  // Inside the landmark it belongs to, so that a screen reader does not find it nowhere.
  (anchor.closest("main, rp-sidebar") ?? document.body).append(box);
  place(box, anchor);
  anchor.setAttribute("aria-expanded", "true");
  const listening = new AbortController();
  const { signal } = listening;
  close = (refocus = true) => {
    close = null;
    listening.abort();
    box.remove();
    anchor.setAttribute("aria-expanded", "false");
    if (refocus && anchor.isConnected) anchor.focus({ preventScroll: true });
  };
  const outside = (event) => box.contains(event.target) || close?.(false);
  addEventListener("pointerdown", (event) => anchor.contains(event.target) || outside(event), { signal, capture: true });
  addEventListener("scroll", outside, { signal, capture: true });
  addEventListener("resize", () => close?.(false), { signal });
}

/** Opens the menu, or closes it when it is this element's already. */
export function toggleMenu(anchor, label, items) {
  if (anchor.getAttribute("aria-expanded") === "true") closeMenu();
  else openMenu(anchor, label, items);
}

function line(item) {
  if (item === "line") return html`<div class="line" role="separator"></div>`;
  if (item.heading) return html`<div class="heading" role="presentation">${item.heading}</div>`;
  const role = item.toggled !== undefined ? "menuitemcheckbox" : item.checked !== undefined ? "menuitemradio" : "menuitem";
  const on = item.toggled ?? item.checked;
  return html`<button
    type="button"
    class=${item.danger ? "danger" : ""}
    role=${role}
    aria-checked=${on === undefined ? nothing : String(on)}
    title=${item.title ?? nothing}
    data-testid=${item.testId ?? nothing}
    tabindex="-1"
    @click=${() => {
      closeMenu();
      item.action();
    }}
    @pointermove=${(event) => event.currentTarget.focus({ preventScroll: true })}
  >
    ${item.icon ? icon(item.icon) : nothing}${item.tile ? html`<span class="tile" aria-hidden="true">${item.tile}</span>` : nothing}
    <span class="label">${item.label}</span>
    ${item.key ? html`<kbd>${item.key}</kbd>` : nothing}${on ? icon("check") : nothing}
  </button>`;
}

function onKey(event, buttons) {
  const at = buttons.indexOf(document.activeElement);
  const to = {
    ArrowDown: (at + 1) % buttons.length,
    ArrowUp: (at - 1 + buttons.length) % buttons.length,
    Home: 0,
    End: buttons.length - 1,
  }[event.key];
  if (to !== undefined) buttons[to].focus();
  else if (event.key === "Escape" || event.key === "Tab") closeMenu();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** Below its anchor, or above it where there is more room; never outside the window. */
export function place(menu, anchor) {
  const gap = 4;
  const edge = 8;
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = at.bottom + gap + height <= innerHeight - edge || at.top < innerHeight - at.bottom;
  const top = below ? at.bottom + gap : at.top - gap - height;
  const left = anchor.dataset.menu === "end" ? at.right - width : at.left;
  menu.style.top = `${Math.max(edge, Math.min(top, innerHeight - height - edge))}px`;
  menu.style.left = `${Math.max(edge, Math.min(left, innerWidth - width - edge))}px`;
}
