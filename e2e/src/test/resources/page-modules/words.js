const { ago, bytes, limitLines, listed, until } = await import("app/words.js");

const NOW = Date.parse("2026-11-21T12:00:00Z");
const MINUTE = 60_000;
const before = (ms) => new Date(NOW - ms).toISOString();
const after = (ms) => new Date(NOW + ms).toISOString();

test("how long ago something was is told in the largest unit that fits", () => {
  equal([-MINUTE, 0, MINUTE, 5 * MINUTE, 60 * MINUTE, 25 * 60 * MINUTE, 72 * 60 * MINUTE].map((ms) => ago(before(ms), NOW)), [
    "a moment ago", "a moment ago", "a minute ago", "5 min ago", "1 h ago", "1 day ago", "3 days ago",
  ]);
});

test("how long a link is valid is never told too long", () => {
  equal([-1, 90_000, 24 * 60 * MINUTE, 7 * 24 * 60 * MINUTE].map((ms) => until(after(ms), NOW)), [
    "no longer valid", "valid for 2 minutes", "valid for 24 hours", "valid for 7 days",
  ]);
});

test("limits are told in a sentence each, and those there are not are left out", () => {
  equal(limitLines(undefined, NOW), []);
  equal(limitLines({ messagesPerDay: null, messagesLeft: null, runsAtOnce: null, attachmentBytes: null }, NOW), [
    "As many messages a day as you like.",
  ]);
  equal(limitLines({ messagesPerDay: 50, messagesLeft: 7, resetsAt: after(30 * MINUTE), runsAtOnce: 1, attachmentBytes: 2_621_440 }, NOW), [
    "7 of 50 messages left today, all again in 30 min.", "1 answer at once.", "Attachments of up to 2.5 MB.",
  ]);
});

test("sizes and lists read as people write them", () => {
  equal([0, 1023, 1024, 1_048_576, 157_286_400].map(bytes), ["0 bytes", "1023 bytes", "1 KB", "1 MB", "150 MB"]);
  equal([[], ["main"], ["main", "ops"], ["main", "ops", "research"]].map(listed), ["", "main", "main and ops", "main, ops and research"]);
});
