const { choose, chosen, load, locale, n, number, said, spoken, t } = await import("app/tongue.js");
const { hear } = await import("app/hear.js");

const inLanguage = async (language, body) => {
  await load(language);
  try {
    await body();
  } finally {
    await load("en");
  }
};

test("the first language we have is spoken, whatever its country, and English where we have none", () => {
  equal([["de-AT", "en"], ["fr", "zh-TW", "en"], ["en-US", "de"], ["fr", "da"], [], [null, "de"], ["en", "de"]].map(spoken), [
    "de", "zh", "en", "en", "en", "de", "en",
  ]);
});

test("English needs no bundle", () => {
  equal(t("Delete “{title}”?", { title: "Tides {n}" }), "Delete “Tides {n}”?");
  equal([0, 1, 1204].map((count) => n(count, "{n} message", "{n} messages")), ["0 messages", "1 message", "1,204 messages"]);
  equal([locale(), document.documentElement.lang, said("Wait.")], ["en-GB", "en", "Wait."]);
});

test("German has its words, its plurals and its way to write numbers", () =>
  inLanguage("de", () => {
    equal([t("Dark"), t("No such sentence")], ["Dunkel", "No such sentence"]);
    equal([0, 1, 1204].map((count) => n(count, "{n} message", "{n} messages")), ["0 Nachrichten", "1 Nachricht", "1.204 Nachrichten"]);
    equal([locale(), number(2.5), document.documentElement.lang], ["de", "2,5", "de"]);
  }));

test("Chinese knows one form for every number", () =>
  inLanguage("zh", () => {
    equal([1, 2].map((count) => n(count, "{n} message", "{n} messages")), ["1 条消息", "2 条消息"]);
    equal(document.documentElement.lang, "zh-Hans");
  }));

test("a bundle that cannot be had leaves English", () =>
  inLanguage("xx", () => equal([t("Dark"), locale(), document.documentElement.lang], ["Dark", "en-GB", "en"])));

test("what is chosen is kept, and forgotten again", () => {
  choose("de");
  equal(chosen(), "de");
  choose(null);
  equal(chosen(), null);
});

test("the server's sentences are understood by what does not change in them", () => {
  const heard = hear({
    "The chat {id} was deleted.": "Gelöscht: {id}.",
    "At most {most} of {what}.": "Von {what} höchstens {most}.",
    "A (dot). And {x}?": "Ein Punkt und {x}?",
  });
  equal(["The chat 7 was deleted.", "At most 8 of images.", "A (dot). And y?", "A Xdot). And y?", "Other", undefined].map(heard), [
    "Gelöscht: 7.", "Von images höchstens 8.", "Ein Punkt und y?", null, null, null,
  ]);
});

test("several sentences are understood one by one, or not at all, and so are the words in their holes", () => {
  const heard = hear({
    "That was tried too often.": "Zu oft.", "Try again in {wait}.": "In {wait} wieder.", "{n} seconds": "{n} Sekunden",
    "The gateway ‘{name}’ is away.": "‘{name}’ ist weg.", "Start it.": "Starten.", "Press Retry.": "Wiederholen.", "Yes.": "是。",
  });
  equal(heard("That was tried too often. Try again in 5 seconds."), "Zu oft. In 5 Sekunden wieder.");
  equal(heard("That was tried too often. Something else."), null);
  equal(heard("The gateway ‘home’ is away. Start it, then press Retry."), "‘home’ ist weg. Starten. Wiederholen.");
  equal(heard("Yes. Yes."), "是。是。");
  equal(heard("The gateway ‘No. Yes’ is away. Yes."), "‘No. Yes’ ist weg. 是。");
});
