const { forgetWork, ownedBy } = await import("app/forget.js");

/** A browser's storage. */
function storage(kept = {}) {
  const all = new Map(Object.entries(kept));
  return {
    get length() {
      return all.size;
    },
    key: (i) => [...all.keys()][i],
    getItem: (key) => all.get(key) ?? null,
    setItem: (key, value) => all.set(key, value),
    removeItem: (key) => all.delete(key),
    keys: () => [...all.keys()].sort(),
  };
}
const work = { "rockpool.draft.home": "{}", "rockpool.outbox.1": "{}", "rockpool.theme": '"dark"', "rockpool.sidebar": '"closed"', other: "1" };

test("what was typed is forgotten, how the browser looks is not, and nothing of others", () => {
  const kept = storage(work);
  forgetWork(kept);
  equal(kept.keys(), ["other", "rockpool.sidebar", "rockpool.theme"]);
});

test("who comes back finds what was typed", () => {
  const kept = storage(work);
  ownedBy({ id: "a", role: "member" }, kept);
  equal(ownedBy({ id: "a", role: "administrator" }, kept), false);
  equal(kept.keys().includes("rockpool.draft.home"), true);
});

test("somebody else does not", () => {
  const kept = storage(work);
  ownedBy({ id: "a", role: "member" }, kept);
  equal(ownedBy({ id: "b", role: "member" }, kept), true);
  equal(kept.keys(), ["other", "rockpool.owner", "rockpool.sidebar", "rockpool.theme"]);
});

test("a guest takes it along, into any account", () => {
  const kept = storage(work);
  ownedBy({ id: "a", role: "guest" }, kept);
  equal(ownedBy({ id: "b", role: "member" }, kept), false);
  equal(kept.keys().includes("rockpool.outbox.1"), true);
});

test("where nothing can be kept, nothing goes wrong", () => {
  const refusing = { get length() { throw new Error("no"); }, getItem() { throw new Error("no"); } };
  forgetWork(refusing);
  equal(ownedBy({ id: "a", role: "member" }, refusing), false);
});
