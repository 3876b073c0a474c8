const { Answer } = await import("app/answer.js");

const START = { type: "start", messageId: "m", messageMetadata: { createdAt: "2026-01-01T00:00:00Z" } };
const delta = (text) => ({ type: "text-delta", id: "t", delta: text });
const of = (...chunks) => {
  const answer = new Answer("chat", "run");
  chunks.forEach((chunk) => answer.apply(chunk));
  return answer;
};

test("an answer is put together from its chunks, and unknown ones are skipped", () => {
  const answer = of(START, { type: "text-start", id: "t" }, delta("Wa"), { type: "tool-x" }, delta("ve"), { type: "finish" });
  equal([answer.messageId, answer.parts[0].text, answer.length, answer.end.status], ["m", "Wave", 4, "finished"]);
});

test("a failure, a stop and a break end an answer each in its own way", () => {
  equal(of({ type: "error", errorText: "No gateway." }).end, { status: "failed", error: { message: "No gateway." } });
  equal(of({ type: "abort" }).end, { status: "stopped", error: null });
  const broken = of({ type: "message-metadata", messageMetadata: { status: "interrupted" } }, { type: "error", errorText: "Gone." });
  equal(broken.end, { status: "interrupted", error: { message: "Gone." } });
});
