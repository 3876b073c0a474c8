// Shows a text as it grows letter by letter, and says what was ever wrong: [text, where it was cut] each.
async (texts) => {
  await import("app/markdown.js");
  const BAD = "script, style, iframe, object, embed, form, textarea, link, meta, base, video, audio, svg:not(.icon, .katex svg), math:not(.katex math), " +
    "img:not([src^='data:image/'], :not([src])), input, [onerror], [onload], [onclick], [onfocus], [ontoggle], [onmouseover], [style]:not(.katex [style], .drawing img), [id], [name], " +
    "a[href]:not([href^='http:'], [href^='https:'], [href^='mailto:'], [href^='tel:'])";
  const column = document.querySelector("main .column") ?? document.querySelector("main");
  const wrong = [];
  let steps = 0;
  for (const text of texts) {
    const answer = document.createElement("rp-markdown");
    column.append(answer);
    const stride = Math.ceil(text.length / 400);
    for (let end = 1; end <= text.length; end += stride) {
      answer.content = { text: text.slice(0, end), live: true };
      if (answer.querySelector(BAD)) wrong.push([text, end, answer.querySelector(BAD).outerHTML]);
      if (++steps % 40 === 0) await new Promise(requestAnimationFrame);
    }
    answer.content = { text, live: false };
    if (answer.querySelector(BAD)) wrong.push([text, text.length, answer.querySelector(BAD).outerHTML]);
    await new Promise(requestAnimationFrame);
    answer.remove();
  }
  return { wrong, steps };
}
