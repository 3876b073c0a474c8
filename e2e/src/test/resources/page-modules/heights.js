const { Heights, pieces } = await import("app/heights.js");

const list = (count, guess = 100) => {
  const heights = new Heights(() => guess);
  const items = Array.from({ length: count }, (_, i) => ({ key: `k${i}` }));
  heights.list(items);
  return { heights, items };
};

test("what was measured counts, the rest is guessed", () => {
  const { heights } = list(4);
  heights.measured("k1", 30);
  equal(heights.sum(0, 4), 330);
  heights.forget();
  equal(heights.sum(0, 4), 400, "at another width");
});

test("measures stay with their items when others come before them", () => {
  const { heights, items } = list(3);
  heights.measured("k0", 10);
  heights.list([{ key: "new" }, ...items]);
  equal([heights.of(0), heights.of(1)], [100, 10]);
});

test("the item at a place is found, and how far it is scrolled out", () => {
  const { heights } = list(5);
  heights.measured("k0", 40);
  equal(heights.at(0), { index: 0, above: 0 });
  equal(heights.at(39), { index: 0, above: 39 });
  equal(heights.at(40), { index: 1, above: 0 });
  equal(heights.at(9999).index, 4, "below the end");
});

test("a window holds as many pixels and items as asked for, and no more than there are", () => {
  const { heights } = list(20);
  equal(heights.before(10, 250, 1), 7);
  equal(heights.before(10, 0, 4), 6);
  equal(heights.before(1, 900, 4), 0);
  equal(heights.behind(10, 250, 1), 13);
  equal(heights.behind(10, 0, 4), 14);
  equal(heights.behind(19, 900, 4), 20);
});

test("what is not drawn is a gap of its height, and everything keeps its key", () => {
  const { heights, items } = list(10);
  const cut = pieces(items, [{ from: 4, to: 6 }, { from: 8, to: 9 }], heights);
  equal(cut.map(({ key, gap }) => gap ?? key), [400, "k4", "k5", 200, "k8", 100]);
  equal(new Set(cut.map(({ key }) => key)).size, cut.length, "keys");
});

test("a short list has no gaps", () => {
  const { heights, items } = list(2);
  equal(pieces(items, [{ from: 0, to: 2 }], heights).map(({ key }) => key), ["k0", "k1"]);
});
