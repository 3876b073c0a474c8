// Looks, for a test, at what somebody without a mouse sees of the place they are at.
window.keyboard = (() => {
  const LINEAGE = 5;
  const ENOUGH = 3;
  const POINTS = [0.5, 0.15, 0.85];

  let hands = 0;
  let last = null;
  for (const type of ["pointerdown", "touchstart", "wheel"]) addEventListener(type, ({ isTrusted }) => isTrusted && hands++, true);

  // Colours ------------------------------------------------------------------------------------------------------

  function colour(css) {
    const [r, g, b, a = 1] = (css.match(/[\d.]+(?:e-?\d+)?/g) ?? [0, 0, 0, 0]).map(Number);
    const scale = css.startsWith("color(") ? 255 : 1;
    return [r * scale, g * scale, b * scale, a];
  }

  const over = ([r, g, b, a], [x, y, z]) => [r * a + x * (1 - a), g * a + y * (1 - a), b * a + z * (1 - a), 1];

  /** What is behind the content of an element. */
  function ground(element) {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const layer = colour(getComputedStyle(at).backgroundColor);
      if (layer[3] > 0) layers.push(layer);
      if (layer[3] === 1) break;
    }
    return layers.reduceRight((below, layer) => over(layer, below), [255, 255, 255, 1]);
  }

  function luminance(rgb) {
    const [r, g, b] = rgb.slice(0, 3).map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  function contrast(a, b) {
    const [light, dark] = [luminance(over(a, b)), luminance(b)].sort((x, y) => y - x);
    return (light + 0.05) / (dark + 0.05);
  }

  // What marks an element ----------------------------------------------------------------------------------------

  const parts = (element) => {
    const lineage = [];
    for (let at = element; at && at !== document.body && lineage.length < LINEAGE; at = at.parentElement) lineage.push(at);
    return lineage;
  };

  /** Everything around an element that could say the focus is on it: name -> {value, contrast}. */
  function marks(element) {
    const found = new Map();
    parts(element).forEach((part, i) => {
      const style = getComputedStyle(part);
      const inside = ground(part);
      const outside = part.parentElement ? ground(part.parentElement) : inside;
      const put = (name, value, css, behind) => found.set(`${name}/${i}`, { value, contrast: contrast(colour(css), behind) });
      if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1) {
        const behind = parseFloat(style.outlineOffset) < 0 ? inside : outside;
        put("outline", `${style.outlineStyle} ${style.outlineWidth} ${style.outlineColor}`, style.outlineColor, behind);
      }
      for (const side of ["Top", "Left"]) {
        if (parseFloat(style[`border${side}Width`]) >= 1) put(`border${side}`, style[`border${side}Color`], style[`border${side}Color`], outside);
      }
      if (style.boxShadow !== "none") put("shadow", style.boxShadow, style.boxShadow, style.boxShadow.includes("inset") ? inside : outside);
      put("background", style.backgroundColor, style.backgroundColor, outside);
    });
    return found;
  }

  /** Whether something in one look can be seen and is not in the other. */
  const differs = (marked, plain) => [...marked].some(([name, { value, contrast }]) => plain.get(name)?.value !== value && contrast >= ENOUGH);

  const isTyped = (element) =>
    element.matches("textarea, input:not([type=radio], [type=checkbox], [type=button], [type=submit])") && !element.readOnly;

  const hasCaret = (element) => isTyped(element) && contrast(colour(getComputedStyle(element).caretColor), ground(element)) >= ENOUGH;

  /** Something that only takes the focus, so that reading goes on there, cannot be operated. */
  const isPlace = (element) => element.matches("h1[tabindex='-1']");

  // Where it is --------------------------------------------------------------------------------------------------

  function isOnThePage(element) {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const [l, t, r, b] = [Math.max(0, left), Math.max(0, top), Math.min(innerWidth, right), Math.min(innerHeight, bottom)];
    if (r - l < 1 || b - t < 1) return false;
    return POINTS.some((x) =>
      POINTS.some((y) => {
        const hit = document.elementFromPoint(l + (r - l) * x, t + (b - t) * y);
        return hit !== null && (element.contains(hit) || hit.closest("label")?.control === element);
      }),
    );
  }

  const seenThrough = (element) => {
    let opacity = 1;
    for (let at = element; at; at = at.parentElement) opacity *= Number(getComputedStyle(at).opacity);
    return opacity < 0.5;
  };

  function name(element) {
    const label = element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent ?? element.textContent;
    const words = label.replace(/\s+/g, " ").trim().slice(0, 40);
    return `${element.localName}${element.dataset.testid ? `[${element.dataset.testid}]` : ""} "${words}"`;
  }

  /** An option that the arrow keys are at, while the focus is somewhere else. */
  function chosen(element) {
    const id = element.getAttribute("aria-activedescendant");
    if (!id) return [];
    const option = document.getElementById(id);
    if (!option) return [`there is no ${id}`];
    const other = [...option.closest("[role=listbox]").querySelectorAll("[role=option]")].find((one) => one !== option);
    const own = (of) => new Map([...marks(of)].filter(([key]) => key.endsWith("/0")));
    return [
      ...(isOnThePage(option) ? [] : [`${name(option)} is chosen, and out of sight`]),
      ...(!other || differs(own(option), own(other)) ? [] : [`${name(option)} is chosen, and looks like the others`]),
    ];
  }

  // Asked by the test --------------------------------------------------------------------------------------------

  /** What is wrong with where the focus is, and with how it looked where it was before. */
  function look() {
    const element = document.activeElement;
    const problems = [];
    const before = [];
    if (last && last.element !== element && last.element.isConnected && last.element.checkVisibility() && !last.place) {
      const stays = last.element.contains(element);
      if (!stays && !last.caret && !differs(last.marks, marks(last.element))) before.push(`${last.name} looked the same with the focus and without`);
    }
    if (!element || element === document.body) {
      last = null;
      return { where: null, problems, before };
    }
    const here = { element, name: name(element), marks: marks(element), caret: hasCaret(element), place: isPlace(element) };
    if (!element.checkVisibility()) problems.push(`${here.name} has the focus and is not shown`);
    else if (!isOnThePage(element)) problems.push(`${here.name} has the focus and is out of sight`);
    else if (seenThrough(element)) problems.push(`${here.name} has the focus and is transparent`);
    problems.push(...chosen(element));
    last = here;
    return { where: here.name, problems, before };
  }

  return { look, hands: () => hands, has: (element) => element === document.activeElement };
})();
