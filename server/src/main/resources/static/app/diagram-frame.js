// Runs in the frame where diagrams are drawn, and nowhere else. There is nothing in there but Mermaid, and no way out
// but the port that the page hands over.

import mermaid from "mermaid";

addEventListener("message", ({ source, ports: [port] }) => {
  if (source !== parent || !port) return;
  port.onmessage = async ({ data }) => port.postMessage(await drawn(data));
});

let look = null;

async function drawn(asked) {
  try {
    if (look?.dark !== asked.look.dark) dress((look = asked.look));
    const { svg, diagramType } = await mermaid.render("diagram", asked.source);
    return picture(svg, diagramType);
  } catch (problem) {
    return { problem: String(problem?.message ?? problem) };
  } finally {
    document.body.replaceChildren();
  }
}

/** As well-formed XML with a size of its own: an image is nothing less. */
function picture(svg, kind) {
  const holder = document.createElement("div");
  holder.innerHTML = svg;
  const node = holder.querySelector("svg");
  const [, , width, height] = (node.getAttribute("viewBox") ?? "").split(/[\s,]+/).map(Number);
  node.removeAttribute("style");
  if (width && height) {
    node.setAttribute("width", width);
    node.setAttribute("height", height);
  }
  const name = node.querySelector(":scope > title")?.textContent || kind.replace(/-v2$|Diagram$/, "").replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  const text = new XMLSerializer().serializeToString(node).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
  return { svg: text, width, height, name };
}

/** Soft enough for text of the page's colour on them. */
const SERIES = {
  light: ["#a9d3d7", "#e8d3a4", "#efc6c2", "#c6d5e8", "#cfe0c3", "#d9cbe6", "#dfe4e4", "#f0dcc8"],
  dark: ["#24555a", "#564521", "#5c2f2b", "#2d4560", "#3a5230", "#4a3a5e", "#3f4848", "#5a4632"],
};

const series = (dark, name, from) => Object.fromEntries(SERIES[dark ? "dark" : "light"].map((colour, i) => [name + (i + from), colour]));

function dress({ dark, font, colours: c }) {
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: "strict",
    suppressErrorRendering: true,
    maxTextSize: 50_000,
    maxEdges: 400,
    // What a diagram must not set for itself.
    secure: ["secure", "securityLevel", "startOnLoad", "maxTextSize", "suppressErrorRendering", "maxEdges", "themeCSS", "fontFamily", "altFontFamily", "dompurifyConfig", "htmlLabels"],
    htmlLabels: false,
    flowchart: { htmlLabels: false, useMaxWidth: false },
    sequence: { actorFontSize: 14, messageFontSize: 14, noteFontSize: 14, mirrorActors: false, actorFontFamily: font, messageFontFamily: font, noteFontFamily: font },
    fontFamily: font,
    theme: "base",
    darkMode: dark,
    themeVariables: {
      darkMode: dark,
      fontFamily: font,
      fontSize: "14px",
      background: c["bg-code"],
      primaryColor: c["bg-raised"],
      primaryBorderColor: c["line-control"],
      primaryTextColor: c.text,
      secondaryColor: c["fill-2"],
      secondaryTextColor: c.text,
      tertiaryColor: c["fill-1"],
      tertiaryTextColor: c.text,
      tertiaryBorderColor: c["line-control"],
      lineColor: c["text-2"],
      textColor: c.text,
      titleColor: c.text,
      mainBkg: c["bg-raised"],
      nodeBorder: c["line-control"],
      clusterBkg: c["fill-1"],
      clusterBorder: c.line,
      edgeLabelBackground: c["bg-code"],
      actorBkg: c["bg-raised"],
      actorBorder: c["line-control"],
      noteBkgColor: c["accent-soft"],
      noteBorderColor: c["accent-line"],
      noteTextColor: c.text,
      activationBkgColor: c["fill-2"],
      labelBoxBkgColor: c["fill-1"],
      pieStrokeColor: c["bg-code"],
      pieOuterStrokeColor: c["line-control"],
      pieStrokeWidth: "1px",
      pieTitleTextSize: "16px",
      pieSectionTextSize: "14px",
      pieLegendTextSize: "14px",
      pieOpacity: "1",
      pieTitleTextColor: c.text,
      pieSectionTextColor: c.text,
      pieLegendTextColor: c.text,
      ...series(dark, "pie", 1),
      ...series(dark, "cScale", 0),
      ...Object.fromEntries(SERIES.dark.map((_, i) => ["cScaleLabel" + i, c.text])),
      errorBkgColor: c["bg-code"],
      errorTextColor: c.danger,
    },
  });
}
