// What a fence says after its marks, as people write it, and the grammar and name we show for it.

const GRAMMARS = {
  bash: ["Shell", "sh", "shell", "zsh", "console", "shellsession"],
  c: ["C", "h"],
  cpp: ["C++", "c++", "cc", "hpp"],
  csharp: ["C#", "cs", "c#"],
  css: ["CSS"],
  dart: ["Dart"],
  diff: ["Diff", "patch"],
  dockerfile: ["Dockerfile", "docker"],
  elixir: ["Elixir", "ex"],
  go: ["Go", "golang"],
  gradle: ["Gradle"],
  graphql: ["GraphQL", "gql"],
  groovy: ["Groovy"],
  haskell: ["Haskell", "hs"],
  http: ["HTTP"],
  ini: ["INI", "toml", "properties", "conf"],
  java: ["Java"],
  javascript: ["JavaScript", "js", "jsx", "mjs", "node"],
  json: ["JSON", "json5", "jsonc"],
  kotlin: ["Kotlin", "kt"],
  less: ["Less"],
  lua: ["Lua"],
  makefile: ["Makefile", "make"],
  markdown: ["Markdown", "md"],
  nginx: ["Nginx"],
  perl: ["Perl", "pl"],
  php: ["PHP"],
  powershell: ["PowerShell", "ps1", "pwsh"],
  protobuf: ["Protocol Buffers", "proto"],
  python: ["Python", "py"],
  r: ["R"],
  ruby: ["Ruby", "rb"],
  rust: ["Rust", "rs"],
  scala: ["Scala"],
  scss: ["SCSS"],
  sql: ["SQL", "postgresql", "mysql", "sqlite"],
  swift: ["Swift"],
  typescript: ["TypeScript", "ts", "tsx"],
  xml: ["XML", "html", "svg", "xhtml", "vue"],
  yaml: ["YAML", "yml"],
};

const OWN_NAMES = { html: "HTML", svg: "SVG", vue: "Vue", toml: "TOML", jsx: "JSX", tsx: "TSX", console: "Console" };

const BY_ALIAS = new Map();
for (const [grammar, [name, ...aliases]] of Object.entries(GRAMMARS)) {
  for (const alias of [grammar, ...aliases]) BY_ALIAS.set(alias, { grammar, name: OWN_NAMES[alias] ?? name });
}

/** What is shown as the picture it describes. */
const DRAWN = new Map([
  ["mermaid", { grammar: null, name: "Mermaid", drawn: "diagram" }],
  ["math", { grammar: null, name: "Formula", drawn: "formula" }],
]);

/** @returns {{grammar: string | null, name: string, drawn?: "diagram" | "formula"}} */
export function languageOf(info) {
  const word = info.trim().split(/[\s,{]/)[0];
  const key = word.toLowerCase();
  return BY_ALIAS.get(key) ?? DRAWN.get(key) ?? { grammar: null, name: word.slice(0, NAME_LIMIT) || "Text" };
}

/** A longer word is no language's name. */
const NAME_LIMIT = 40;
