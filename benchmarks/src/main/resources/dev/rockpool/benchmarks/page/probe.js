// Looks at the page from inside. Runs before anything of the page itself.
(() => {
  const probe = (window.probe = { composer: null, last: null, shift: 0, longTasks: [] });

  const observe = (type, seen) =>
    new PerformanceObserver((list) => list.getEntries().forEach(seen)).observe({ type, buffered: true });
  observe("longtask", (task) => probe.longTasks.push(task.duration));
  observe("layout-shift", (shift) => shift.hadRecentInput || (probe.shift += shift.value));

  const frame = () => new Promise(requestAnimationFrame);
  const openChat = () => location.pathname.split("/")[2];

  /** The last message of a chat ends with words nobody else has. */
  const shows = (chat) => {
    const messages = document.querySelectorAll("main rp-thread [data-role]");
    return messages.length > 0 && messages[messages.length - 1].textContent.includes(`end-of-${chat}`);
  };

  probe.firstPaint = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null;
  probe.nodes = () => document.getElementsByTagName("*").length;

  /** Waits for so many frames. */
  probe.frames = async (count) => {
    for (let i = 0; i < count; i++) await frame();
  };

  /** From now on notes when there was a frame, and how many elements at most. */
  probe.watchFrames = () => {
    const times = [];
    probe.mostNodes = 0;
    const look = (now) => {
      times.push(now);
      probe.mostNodes = Math.max(probe.mostNodes, probe.nodes());
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    probe.gap = (share) => {
      const gaps = times.slice(1).map((time, i) => time - times[i]).sort((a, b) => a - b);
      return gaps[Math.min(gaps.length - 1, Math.floor(gaps.length * share))];
    };
  };

  /** Milliseconds from a click on the chat's row until its last message has been painted. */
  probe.switchTo = async (chat) => {
    const link = document.querySelector(`[data-testid=chat-row][data-chat-id="${chat}"] a`);
    await frame();
    await frame();
    const start = performance.now();
    link.click();
    // Callbacks of a frame run before it is painted, so the frame after the one that finds it has seen it painted.
    do await frame();
    while (openChat() !== chat || !shows(chat));
    await frame();
    return performance.now() - start;
  };

  (async () => {
    while (probe.composer === null || (openChat() && probe.last === null)) {
      await frame();
      const field = document.querySelector("main rp-composer [data-testid=multimodal-input]");
      if (probe.composer === null && field && !field.disabled) probe.composer = performance.now();
      if (probe.last === null && openChat() && shows(openChat())) {
        await frame();
        probe.last = performance.now();
      }
    }
  })();
})();
