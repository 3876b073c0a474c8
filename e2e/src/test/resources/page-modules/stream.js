const { Answer, EventParser, Follower, backOff } = await import("app/stream.js");

const event = (chunk) => `data: ${JSON.stringify(chunk)}\n\n`;
const START = { type: "start", messageId: "m", messageMetadata: { runId: "r" } };
const FINISH = { type: "finish", finishReason: "stop" };
const delta = (text) => ({ type: "text-delta", id: "t", delta: text });

/** A stream that says these pieces and then ends. */
const body = (...pieces) =>
  new ReadableStream({
    start(controller) {
      const encoder = new TextEncoder();
      pieces.forEach((piece) => controller.enqueue(encoder.encode(piece)));
      controller.close();
    },
  });

/** A follower whose connections come from `open`, and what it reported. */
function follower(open) {
  const heard = { chunks: [], over: [], refused: [], waits: 0 };
  const made = new Follower({
    open,
    onChunk: (answer, chunk) => heard.chunks.push([answer.chatId, chunk.type, answer.parts[0]?.text]),
    onLink: () => {},
    onOver: (chatId, answer) => heard.over.push([chatId, answer?.end?.status]),
    onRefused: (chatId, refusal) => heard.refused.push([chatId, refusal.status]),
    wait: async () => void heard.waits++,
  });
  return [made, heard];
}

test("events are whole however the stream is cut", () => {
  const text = 'data: {"a":1}\r\n\r\n: ping\n\ndata: x\ndata: y\n\ndata:[DONE]\n\n';
  for (let cut = 0; cut <= text.length; cut++) {
    const seen = [];
    const parser = new EventParser((data) => seen.push(data));
    parser.feed(text.slice(0, cut));
    parser.feed(text.slice(cut));
    equal(seen, ['{"a":1}', "x\ny", "[DONE]"], `cut at ${cut}`);
  }
});

test("an answer is put together from its chunks, and unknown ones are skipped", () => {
  const answer = new Answer("chat");
  const chunks = [START, { type: "text-start", id: "t" }, delta("Wa"), { type: "tool-x" }, delta("ve"), FINISH];
  chunks.forEach((chunk) => answer.apply(chunk));
  equal([answer.messageId, answer.runId, answer.parts[0].text, answer.end.status], ["m", "r", "Wave", "finished"]);
});

test("a failure and a stop end an answer in their own way", () => {
  const failed = new Answer("chat");
  failed.apply({ type: "error", errorText: "No gateway." });
  equal(failed.end, { status: "failed", error: { message: "No gateway." } });
  const stopped = new Answer("chat");
  stopped.apply({ type: "abort" });
  equal(stopped.end.status, "stopped");
});

test("a character cut in two by the network arrives whole", async () => {
  const bytes = new TextEncoder().encode(event(START) + event(delta("Größe")) + event(FINISH));
  const halves = (cut) =>
    new ReadableStream({
      start(controller) {
        controller.enqueue(bytes.slice(0, cut));
        controller.enqueue(bytes.slice(cut));
        controller.close();
      },
    });
  const inside = bytes.indexOf(0xc3) + 1;
  const [made, heard] = follower(async () => halves(inside));
  await made.follow("a");
  equal(heard.chunks.at(-1), ["a", "finish", "Größe"]);
});

test("a broken connection is opened again and read from the first word", async () => {
  const connections = [body(event(START) + event(delta("on"))), body(event(START) + event(delta("one")) + event(FINISH))];
  const [made, heard] = follower(async () => connections.shift());
  await made.follow("a");
  equal(heard.over, [["a", "finished"]]);
  equal(heard.waits, 1);
  equal(heard.chunks.at(-1), ["a", "finish", "one"]);
});

test("nothing that runs is the end, without an answer", async () => {
  const [made, heard] = follower(async () => null);
  await made.follow("a");
  equal(heard.over, [["a", undefined]]);
});

test("a refusal is reported and not asked for again", async () => {
  const [made, heard] = follower(async () => Promise.reject(Object.assign(new Error("gone"), { status: 410 })));
  await made.follow("a");
  equal(heard.refused, [["a", 410]]);
  equal(heard.waits, 0);
});

test("after leaving, nothing more is heard of a chat", async () => {
  let controller;
  const endless = new ReadableStream({ start: (made) => void (controller = made) });
  const encoder = new TextEncoder();
  const [made, heard] = follower(async (chatId) => (chatId === "a" ? endless : body(event(START) + event(FINISH))));
  const first = made.follow("a");
  controller.enqueue(encoder.encode(event(START)));
  while (heard.chunks.length === 0) await new Promise((resolve) => requestAnimationFrame(resolve));
  const second = made.follow("b");
  controller.enqueue(encoder.encode(event(delta("late"))));
  await Promise.all([first, second]);
  equal(heard.chunks.filter(([chatId]) => chatId === "a").length, 1);
  equal(heard.over, [["b", "finished"]]);
});

test("waits grow, and never beyond a quarter of a minute", () => {
  equal([0, 1, 2, 9].map((attempt) => backOff(attempt, () => 1)), [500, 1000, 2000, 15000]);
  equal(backOff(0, () => 0), 375);
});
