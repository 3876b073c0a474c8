// Colours code. The highlighter and each language come over the network when a message first needs them.

let core = null;
const grammars = new Map();

/**
 * The package ships its core as a CommonJS file only. It asks for nothing but `module`, so for the moment of loading
 * there is one.
 */
async function loadCore() {
  globalThis.module = { exports: {} };
  try {
    await import("highlight.js/core.js");
    return globalThis.module.exports;
  } finally {
    delete globalThis.module;
  }
}

async function highlighterFor(grammar) {
  core ??= loadCore();
  const hljs = await core;
  if (!grammars.has(grammar)) {
    const load = import(`highlight.js/es/languages/${grammar}.js`);
    grammars.set(grammar, load.then((language) => hljs.registerLanguage(grammar, language.default)));
  }
  await grammars.get(grammar);
  return hljs;
}

/** The code as coloured nodes, and how many milliseconds that took. */
export async function highlighted(code, grammar) {
  const hljs = await highlighterFor(grammar);
  const began = performance.now();
  const nodes = nodesOf(hljs.highlight(code, { language: grammar, ignoreIllegals: true }).value);
  return { nodes, took: performance.now() - began };
}

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'" };

/** The highlighter writes spans with a class and escaped text, nothing else; we build just that and parse no HTML. */
function nodesOf(markup) {
  const root = document.createDocumentFragment();
  let at = root;
  for (const piece of markup.split(/(<span class="[^"]*">|<\/span>)/)) {
    if (piece === "</span>") {
      at = at.parentNode ?? root;
    } else if (piece.startsWith('<span class="')) {
      const span = document.createElement("span");
      span.className = piece.slice(13, -2);
      at = at.appendChild(span);
    } else if (piece) {
      at.append(piece.replace(/&(?:amp|lt|gt|quot|#x27);/g, (entity) => ENTITIES[entity]));
    }
  }
  return root;
}
