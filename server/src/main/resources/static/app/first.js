// Runs before the first paint and before any module: a chosen theme and a folded sidebar must not flash the other way
// first, and what the page shows first is asked for while its modules are still on their way.
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

  const chat = /^\/chat\/([0-9a-f-]{36})$/.exec(location.pathname);
  if (!chat && location.pathname !== "/") return;
  const ask = (path) => {
    // Without headers of its own, or it would not be what the page's `Link` has asked for.
    const answer = fetch(path, { credentials: "same-origin" });
    // Whoever takes it hears of a failure too.
    answer.catch(() => {});
    return [path, answer];
  };
  const chatPaths = chat ? [`/api/messages?chatId=${chat[1]}`] : [];
  /** Answers on their way, by path; `api.js` takes each once. */
  globalThis.rockpoolAsked = new Map([...chatPaths, "/api/history?limit=30", "/api/models"].map(ask));
})();
