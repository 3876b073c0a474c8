const { drawable, isEndless } = await import("app/diagram-source.js");

test("what is drawn stays as it was written", () => {
  for (const text of [
    'flowchart LR\n  A["one<br>two <b>three</b>"] -->|yes| B{a < b}',
    "classDiagram\n  class A\n  <<interface>> A\n  A <|-- B\n  A <--> C",
    "sequenceDiagram\n  A->>B: x\n  B-->>A: link it",
    "flowchart LR\n  classDef x fill:#f9f,stroke:#333\n  style B fill:red",
    "block-beta\n  a<[\"x\"]>(right)",
  ]) {
    equal(drawable(text), text);
  }
});

test("links, handlers, elements and foreign pictures are left out", () => {
  equal(drawable('flowchart LR\n  A --> B\n  click A href "https://foreign.example"\n  click B call x()').trim(), "flowchart LR\n  A --> B");
  equal(drawable("sequenceDiagram\n  link A: Home @ https://x.example\n  A->>A: x").includes("Home"), false);
  equal(drawable('classDiagram\n  class A\n  link A "https://x.example" "tip"').includes("https"), false);
  equal(drawable('flowchart LR\n  A["<img src=x>"]'), 'flowchart LR\n  A["#lt;img src=x>"]');
  equal(drawable('flowchart LR\n  A@{ img: "https://foreign.example/i.png", label: "x" }').includes("foreign"), false);
  equal(drawable("flowchart LR\n  classDef x fill:url(https://foreign.example)").includes("foreign"), false);
});

test("diagrams that would never end are known", () => {
  equal(isEndless("gantt\n excludes monday,tuesday,wednesday,thursday,friday,weekends\n A :2025-01-01, 1d"), true);
  equal(isEndless("gantt\n excludes weekends\n A :2025-01-01, 1d"), false);
  equal(isEndless("xychart\n x-axis 1 --> 1\n line [1, 2]"), true);
  equal(isEndless('xychart\n x-axis "Year" 1 --> 10\n line [1, 2]'), false);
});
