// What of a page cannot be reached or read as it stands now. Asked for by the tests of narrow windows and wide text.
window.layout = (() => {
  const SCROLLS = /auto|scroll/;

  const words = (element) => `${element.localName}.${element.className} "${element.textContent.replace(/\s+/g, " ").trim().slice(0, 40)}"`;

  const isShown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !element.closest(".sr, [inert], .diagram-frame, [aria-hidden=true]");

  /** Code and tables may be wider than the page: two dimensions are what they are about. They scroll within. */
  const mayScroll = (element) => element.closest("pre, .table-box, .formula, .drawing");

  const withText = () =>
    [...document.body.querySelectorAll("*")].filter(
      (element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()) && isShown(element),
    );

  /** What sticks out at the sides of the window, or of a box that would have to be scrolled sideways. */
  function sideways() {
    const found = [];
    if (document.documentElement.scrollWidth > innerWidth) found.push(`the page is ${document.documentElement.scrollWidth} wide`);
    for (const element of document.body.querySelectorAll("*")) {
      if (!SCROLLS.test(getComputedStyle(element).overflowX) || mayScroll(element) || !isShown(element)) continue;
      if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0) found.push(`${words(element)} scrolls sideways`);
    }
    for (const element of withText()) {
      if (mayScroll(element)) continue;
      const { left, right } = element.getBoundingClientRect();
      if (right > innerWidth + 1 || left < -1) found.push(`${words(element)} reaches from ${Math.round(left)} to ${Math.round(right)}`);
    }
    return found;
  }

  /** Text that its own box cuts off: a line too low, or a side without dots that say there is more. */
  function cut() {
    return withText()
      .filter((element) => !mayScroll(element) && getComputedStyle(element).display !== "inline")
      .filter((element) => {
        const style = getComputedStyle(element);
        const hidesDown = /hidden|clip/.test(style.overflowY);
        const hidesAside = /hidden|clip/.test(style.overflowX) && style.textOverflow !== "ellipsis";
        return (hidesDown && element.scrollHeight > element.clientHeight + 2) || (hidesAside && element.scrollWidth > element.clientWidth + 2);
      })
      .map((element) => `${words(element)} is cut off`);
  }

  /** The distances of WCAG 1.4.12. */
  function spread() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-bottom: 2em !important; }",
    );
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }

  const gather = () => document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1);

  /** What moves for longer than a moment. */
  const moving = () =>
    document
      .getAnimations()
      .filter(({ effect, playState }) => playState === "running" && effect.getComputedTiming().endTime > 100)
      .map(({ effect }) => words(effect.target));

  return { sideways, cut, spread, gather, moving };
})();
