package dev.rockpool.e2e.browser;

import com.microsoft.playwright.Page;
import java.util.List;

/// Watches inside the page that the conversation on show never holds a word of another one. Each chat's
/// messages carry a word of their own; the page is looked at after every change of its document and before
/// every frame it paints.
public final class ForeignMarks {

    private static final String WATCH = """
        (words) => {
          const owners = new Map();
          const watch = window.foreignMarks = { owners, next: null, found: [], looks: 0 };
          const look = (when) => {
            const open = /^\\/chat\\/([0-9a-f-]{36})$/.exec(location.pathname)?.[1];
            const thread = document.querySelector("main rp-thread");
            if (!open || !thread) return;
            if (!owners.has(open)) owners.set(open, watch.next);
            watch.looks++;
            const text = thread.textContent;
            for (const word of words) {
              if (word !== owners.get(open) && text.includes(word + "-") && watch.found.length < 20) {
                watch.found.push(`${word} in ${owners.get(open)} (${when})`);
              }
            }
          };
          new MutationObserver(() => look("change")).observe(document, { subtree: true, childList: true, characterData: true });
          const frame = () => { look("frame"); requestAnimationFrame(frame); };
          requestAnimationFrame(frame);
        }""";

    private final Page page;

    private ForeignMarks(Page page) {
        this.page = page;
    }

    /// Begins to watch a page; it must not be loaded again afterwards.
    public static ForeignMarks watch(Page page, List<String> words) {
        page.evaluate(WATCH, words);
        return new ForeignMarks(page);
    }

    /// Says which word belongs to the chat that is opened next.
    public void nextChatOwns(String word) {
        page.evaluate("word => { window.foreignMarks.next = word; }", word);
    }

    /// Says which word belongs to a chat.
    public void chatOwns(String chat, String word) {
        page.evaluate("([chat, word]) => window.foreignMarks.owners.set(chat, word)", List.of(chat, word));
    }

    /// What was seen that must not be, in words; empty when all is well.
    public List<String> found() {
        return ((List<?>) page.evaluate("window.foreignMarks.found"))
                .stream().map(String::valueOf).toList();
    }

    /// Slips a foreign word into the conversation and waits until it is noticed.
    public void provesThatItWouldSee(String word) {
        page.evaluate("word => document.querySelector('main rp-thread').append(word + '-1')", word);
        page.waitForFunction("() => window.foreignMarks.found.length > 0");
    }

    /// How often the conversation was looked at.
    public int looks() {
        return ((Number) page.evaluate("window.foreignMarks.looks")).intValue();
    }
}
