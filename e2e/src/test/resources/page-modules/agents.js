const { lettersOf } = await import("app/agents.js");

const agents = (...names) => names.map((name) => ({ id: name, name, gateway: { id: "home", name: "Home server" } }));
const letters = (all) => [...lettersOf(all).values()];

test("an agent whose initial nobody shares has one letter", () => {
  equal(letters(agents("main", "ops", "research")), ["m", "o", "r"]);
});

test("agents with the same initial have a second letter that tells them apart", () => {
  equal(letters(agents("main", "mail", "ops")), ["mn", "ml", "o"]);
  equal(letters(agents("dev-a", "dev-b", "dev-c")), ["da", "db", "dc"]);
});

test("a capital letter is no other letter", () => {
  equal(letters(agents("Main", "mail")), ["Mn", "ml"]);
});

test("agents of the same name are told apart by their gateways", () => {
  const all = [
    { id: "main", name: "main", gateway: { id: "a", name: "Home server" } },
    { id: "b/main", name: "main", gateway: { id: "b", name: "Build farm" } },
    { id: "c/main", name: "main", gateway: { id: "c", name: "Beta" } },
  ];
  equal(letters(all), ["mh", "mb", "me"]);
});

test("however many agents begin alike, no two look alike", () => {
  const names = ["a", "ab", "aa", "aab", "aba", "abab", "a b", "ab ", "abb", "bab", "b"];
  const all = letters(agents(...names));
  equal(new Set(all).size, names.length, all.join(" "));
});

test("a name that begins with a picture keeps it whole", () => {
  equal(letters(agents("🐚 shell", "main")), ["🐚", "m"]);
});
