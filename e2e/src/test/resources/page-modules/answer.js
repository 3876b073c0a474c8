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

const call = (id, more = {}) => ({ type: "tool-input-available", toolCallId: id, toolName: "exec", input: { command: id }, ...more });
const looks = ({ parts }) => parts.map(({ type, text, toolCallId, state }) => text ?? `${toolCallId} ${state}`);

test("what an agent thinks and does stands where it happened, and a tool is settled by its result", () => {
  const answer = of(
    START,
    { type: "reasoning-start", id: "part-1" }, { type: "reasoning-delta", id: "part-1", delta: "Hm" }, { type: "reasoning-end", id: "part-1" },
    call("a"), { type: "tool-output-available", toolCallId: "a", output: "ok", durationMs: 40 },
    { type: "text-start", id: "part-2" }, delta("Half."), { type: "text-end", id: "part-2" },
    call("b"), { type: "tool-output-error", toolCallId: "b", errorText: "no" },
    { type: "text-start", id: "part-3" }, delta("Done."),
  );
  equal(looks(answer), ["Hm", "a output-available", "Half.", "b output-error", "Done."]);
  equal([answer.parts[1].output, answer.parts[1].durationMs, answer.parts[3].errorText], ["ok", 40, "no"]);
});

test("what is heard of late parts the text where it belongs, in the order it happened", () => {
  const answer = of(START, delta("One two three"), call("a", { at: 4 }), call("b", { at: 4 }), call("c", { at: 0 }), call("d", { at: 13 }), delta(" four"));
  equal(looks(answer), ["c input-available", "One ", "a input-available", "b input-available", "two three", "d input-available", " four"]);
  equal(looks(of(START, delta("One"), call("far", { at: 99 }))), ["One", "far input-available"]);
});

test("a text goes on behind what was put into it, as one text", () => {
  const answer = of(START, { type: "text-start", id: "part-1" }, delta("One two"), { type: "text-end", id: "part-1" }, call("a", { at: 3 }), { type: "text-start", id: "part-2" }, delta(" three"));
  equal(looks(answer), ["One", "a input-available", " two three"]);
});

test("a thought with a place of its own is told whole", () => {
  const answer = of(START, delta("One two"), { type: "reasoning-start", id: "part-2", at: 3 }, { type: "reasoning-delta", id: "part-2", delta: "Two!" }, { type: "reasoning-end", id: "part-2" });
  equal(looks(answer), ["One", "Two!", " two"]);
});

test("words that were left out stand where they belong, and nothing else moves", () => {
  const aside = (text, at) => ({ ...delta(text), at });
  const answer = of(START, delta("One.\n\nFour."), call("b", { at: 4 }), aside("\n\nTwo.", 4), call("c", { at: 10 }), aside("Zero.\n\n", 0), call("a", { at: 5 }), delta(" Five."));
  equal(looks(answer), ["Zero.", "a input-available", "\n\nOne.", "b input-available", "\n\nTwo.", "c input-available", "\n\nFour. Five."]);
  equal(looks(of(START, aside("One.", 0), call("a", { at: 4 }), aside("\n\nTwo.", 4), call("b", { at: 10 }), delta("Three."))), ["One.", "a input-available", "\n\nTwo.", "b input-available", "Three."]);
  equal(looks(of(START, delta("Half a wo"), aside("rd", 9), call("a", { at: 11 }))), ["Half a word", "a input-available"]);
});

test("every step of a tool makes an answer longer: it has been heard from", () => {
  const lengths = [[], [call("a")], [call("a"), { type: "tool-output-available", toolCallId: "a", output: "" }]].map((chunks) => of(START, delta("x"), ...chunks).length);
  equal(lengths, [1, 2, 3]);
});

test("a result of a tool nobody heard of changes nothing", () => {
  equal(looks(of(START, delta("x"), { type: "tool-output-available", toolCallId: "z", output: "" })), ["x"]);
});
