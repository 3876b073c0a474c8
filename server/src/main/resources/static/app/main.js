import "app/app.js";

// Nothing is to be read on the start page yet. What reads answers is fetched when somebody begins to do something.
for (const type of ["pointermove", "pointerdown", "keydown"]) {
  addEventListener(type, () => import("app/markdown.js").catch(() => {}), { once: true, capture: true, passive: true });
}
