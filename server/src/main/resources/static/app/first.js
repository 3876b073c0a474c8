// Runs before the first paint, so that a chosen theme and a folded sidebar do not flash the other way first.
(() => {
  const kept = (key) => {
    try {
      return JSON.parse(localStorage.getItem("rockpool." + key));
    } catch {
      return null;
    }
  };
  const root = document.documentElement;
  const theme = kept("theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  if (kept("sidebar") === "closed") root.dataset.sidebar = "closed";
})();
