const { Recall } = await import("app/recall.js");

const said = (role, text) => ({ message: { role, parts: [{ type: "text", text }] } });
const items = [
  said("user", "one"),
  said("assistant", "an answer"),
  said("user", "two"),
  said("assistant", ""),
  said("user", "two"),
  { queued: { question: { parts: [{ type: "text", text: "waits" }] } } },
  { unsent: { text: "not sent" } },
];

test("what was sent comes back from the newest to the oldest, and the oldest stays", () => {
  const recall = new Recall(items);
  equal(Array.from({ length: 6 }, () => recall.older()), ["not sent", "waits", "two", "one", "one", "one"]);
});

test("behind the newest there is nothing", () => {
  const recall = new Recall(items);
  recall.older();
  recall.older();
  equal([recall.newer(), recall.newer()], ["not sent", null]);
});

test("where nothing was sent nothing comes back", () => {
  equal([new Recall([]).older(), new Recall([said("assistant", "x")]).older()], [null, null]);
});
