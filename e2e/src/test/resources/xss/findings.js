// What is wrong with the messages below an element, in words: [where, what] each.
(root) => {
  const FORBIDDEN = "script, style, link, meta, base, iframe, frame, frameset, object, embed, applet, form, input, textarea, " +
    "select, option, datalist, video, audio, source, picture, template, slot, dialog, marquee, foreignObject, use, image, " +
    "animate, set, portal, fencedframe, noscript, title, body, html, head, map, area, bgsound, plaintext, xmp, " +
    "rp-message, rp-app, [srcset], [srcdoc], [formaction], [action], [background], [ping], [download], [id], [name], " +
    "[accesskey], [autofocus], [contenteditable], [popover], [popovertarget], [slot], [is]";
  const OURS = /^(block|code|acts|caret|check|formula|display|unread|drawing|drawing-problem|table-(box|frame|foot)|quiet|small|copied|katex(-display)?|icon|i-[a-z]+|hljs-.+|language_|function_|class_|inherited__|language-\S+)$/;
  const SPENT = ["load", "error", "focus", "focusin", "mouseover", "mouseenter", "mousemove", "pointerenter", "pointerover", "toggle", "beforetoggle", "animationend", "transitionend", "begin", "scroll", "wheel", "input"];
  const findings = [];
  const place = (node) => node.outerHTML.slice(0, 160);
  for (const bubble of root.querySelectorAll(".bubble, .shared-head, header .titles")) {
    if (bubble.matches(".bubble") && bubble.childElementCount > 0) findings.push(`a question has elements: ${place(bubble)}`);
  }
  for (const text of root.querySelectorAll("rp-markdown")) {
    const wrong = (node, what) => findings.push(`${what}: ${place(node)}`);
    if (text.parentElement.closest("rp-markdown")) wrong(text, "an answer within an answer");
    if (!getComputedStyle(text).contain.includes("paint")) wrong(text, "not contained");
    for (const node of text.querySelectorAll("*")) {
      const set = node.closest(".katex");
      if (node.matches(FORBIDDEN) && !(set && node.matches("[id=none]"))) wrong(node, "not allowed");
      for (const { name, value } of node.attributes) {
        if (/^on/i.test(name)) wrong(node, `attribute ${name}`);
        if (name === "style" && !set && !node.matches(".drawing img")) wrong(node, "style");
        if (/^(href|src|xlink:href|data|cite|poster)$/i.test(name) && !allowed(node, name, value)) wrong(node, `${name} leads to ${value.slice(0, 40)}`);
        if (name === "target" && value !== "_blank") wrong(node, "target");
      }
      if (node.matches("a[href]") && !/noopener noreferrer/.test(node.rel)) wrong(node, "rel");
      if (node.matches("a[href]") && !node.title.startsWith(node.href)) wrong(node, "does not say where it leads");
      if (!set) for (const name of node.classList) if (!OURS.test(name)) wrong(node, `class ${name}`);
      if (/fixed|sticky/.test(getComputedStyle(node).position)) wrong(node, "leaves its place");
      if (node.matches("button") && !node.matches("[data-copy], [data-do]")) wrong(node, "a button of theirs");
      for (const type of SPENT) node.dispatchEvent(new Event(type));
    }
  }
  for (const ours of document.querySelectorAll("header, [data-testid=multimodal-input], [data-testid=new-chat-button]")) {
    const { left, top, width, height } = ours.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    if (width && hit && hit.closest("rp-markdown, .bubble")) findings.push(`covered: ${place(ours)} by ${place(hit)}`);
  }
  if (({}).canary !== undefined || [].canary !== undefined) findings.push("a prototype was changed");
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth) findings.push("the page scrolls sideways");
  return findings;

  function allowed(node, name, value) {
    if (node.matches("a") && name === "href") return /^(https?:|mailto:|tel:)/.test(value);
    return node.matches("img") && name === "src" && /^data:image\/(png|jpeg|gif|webp|avif|svg\+xml;charset=utf-8,)/.test(value) && (!/svg/.test(value.slice(0, 20)) || node.closest(".drawing"));
  }
}
