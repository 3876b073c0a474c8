// Markup from a text nobody vouches for becomes nodes: DOMPurify cleans it, always. What is left can neither run nor
// load anything, and says where it leads.

import "dompurify/purify.min.js";

/** Its small build knows no modules; it puts itself here. */
const purifier = globalThis.DOMPurify;

/** What may stand in a message. */
export const TAGS = new Set(
  ("a abbr b blockquote br code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img input ins kbd li mark ol p pre " +
    "q s samp small span strong sub summary sup table tbody td tfoot th thead tr u ul var").split(" "),
);

const CLEAN = {
  ALLOWED_TAGS: [...TAGS],
  ALLOWED_ATTR: ["href", "title", "start", "align", "colspan", "rowspan", "open", "src", "alt", "type", "checked", "class"],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
};

// Runs while the markup still lies in an inert document: nothing is loaded before it is allowed.
purifier.addHook("afterSanitizeAttributes", (node) => {
  if (node.nodeName === "A") cleanLink(node);
  if (node.nodeName === "IMG" && !/^data:image\/(png|jpeg|gif|webp|avif);/i.test(node.getAttribute("src") ?? "")) {
    replaceForeignImage(node);
  }
  if (node.nodeName !== "CODE" || !/^language-\S+$/.test(node.className)) node.removeAttribute("class");
});

function cleanLink(link) {
  const address = link.getAttribute("href") ?? "";
  if (!/^(https?:|mailto:|tel:)/i.test(address) || !URL.canParse(address)) {
    link.removeAttribute("href");
    return link.removeAttribute("title");
  }
  link.setAttribute("href", new URL(address).href);
  link.setAttribute("target", "_blank");
  link.setAttribute("rel", "noopener noreferrer nofollow");
}

/** A picture from elsewhere would tell its server who reads what, so it becomes a link to itself. */
function replaceForeignImage(image) {
  const source = image.getAttribute("src") ?? "";
  image.removeAttribute("src");
  if (!/^https?:/i.test(source) || !URL.canParse(source)) return;
  image.setAttribute("data-link", new URL(source).href);
}

/** @returns {DocumentFragment} only what is allowed; foreign pictures have lost their source to `data-link` */
export function cleaned(markup) {
  const clean = purifier.sanitize(markup, CLEAN);
  for (const link of clean.querySelectorAll("a[href]")) tellWhere(link);
  return clean;
}

/** Seen at once when a link reads like an address it does not lead to, and otherwise when one asks. */
function tellWhere(link) {
  const target = new URL(link.href);
  const title = link.getAttribute("title");
  link.title = title && title !== link.href ? `${link.href}\n${title}` : link.href;
  const place = target.host || target.pathname;
  if (target.username || readsLikeAnother(link.textContent, place)) {
    const told = document.createElement("span");
    told.textContent = ` (${place})`;
    link.append(told);
  }
}

const INVISIBLE = /[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const NAMED = /(?:https?:\/\/|www\.)(?:[^\s/@]*@)?([^\s/?#:@]+)/giu;
const BARE = /^(?:[^\s/@]+@)?((?:[\p{L}\p{N}-]+\.)+\p{L}{2,})(?:[:/?#]\S*)?$/u;
const FILE = /\.(?:md|m?js|ts|py|java|sh|rs|json|html?|css|txt|ya?ml|xml|pdf|go|c|cpp|rb|kt|toml|png|jpe?g|gif|svg)$/i;

function readsLikeAnother(text, place) {
  const words = text.replace(INVISIBLE, "").trim();
  const bare = FILE.test(words) ? null : BARE.exec(words);
  const named = [...words.matchAll(NAMED)].map((found) => found[1]);
  return [...named, ...(bare ? [bare[1]] : [])].some((host) => !sameHost(host, place));
}

function sameHost(named, place) {
  const plain = (host) => host.toLowerCase().replace(/^www\./, "").replace(/\.$/, "");
  const ascii = URL.canParse(`https://${named}`) ? new URL(`https://${named}`).host : named;
  return plain(ascii) === plain(place.replace(/^[^@]*@/, "").replace(/:\d+$/, ""));
}
