const { initialsOf, messagesLeft, nameOf, nextAddress, wayIn } = await import("app/who.js");

const member = (name, email = "mara.holm@example.com") => ({ role: "member", name, email });

test("people are called by their name, else by their address; guests are guests", () => {
  equal(nameOf(member("Mara Holm")), "Mara Holm");
  equal([nameOf(member(null)), nameOf(member("  "))], ["mara.holm@example.com", "mara.holm@example.com"]);
  equal(nameOf({ role: "guest", name: null, email: null }), "Guest");
});

test("initials are the first letters of the first and the last word", () => {
  equal(["Mara Holm", "Mara de la Holm", "mara", "Øystein", "🐚 Shell"].map((name) => initialsOf(member(name))), ["MH", "MH", "M", "Ø", "🐚S"]);
  equal(initialsOf(member(null)), "MH");
  equal(initialsOf({ role: "guest" }), "G");
});

test("what is left is told from ten down, and not where nobody counts", () => {
  equal([null, undefined, 11, 1000].map(messagesLeft), [null, null, null, null]);
  equal([10, 1, 0].map(messagesLeft), ["10 messages left today", "1 message left today", "No messages left today"]);
});

test("after signing in one goes on to an address of this server, and nowhere else", () => {
  equal(nextAddress("?next=%2Fchat%2F1%3Fa%3Db"), "/chat/1?a=b");
  const foreign = ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/a\\b", "/a\nb", ""];
  equal(foreign.map((next) => nextAddress(`?next=${encodeURIComponent(next)}`)), foreign.map(() => "/"));
  equal(nextAddress("?next=/login%3Fnext=/"), "/", "not in a circle");
  equal(nextAddress(""), "/");
});

test("the way in leads back to where somebody was", () => {
  equal(wayIn("/"), "/login");
  equal(nextAddress(new URL(wayIn("/chat/7", "?a=b&c"), "http://here").search), "/chat/7?a=b&c");
});
