package dev.rockpool.web;

/// The documents of the UI. Each begins with a module of its own and loads what it needs and no more, so that
/// a chat is not slower for all that can be set elsewhere.
enum Document {
    /// The start page.
    HOME("main", "rp-app", Skeleton.HOME),
    /// A chat, whichever.
    CHAT("chat", "rp-app", Skeleton.CHAT),
    /// The way in: signing in, an account, a new password, an invitation.
    ENTRY("entry", "rp-entry", Skeleton.EMPTY),
    /// All that can be set.
    SETTINGS("settings", "rp-settings", Skeleton.EMPTY),
    /// A chat for people who need not sign in.
    SHARED("shared", "rp-shared", Skeleton.EMPTY);

    private final String name;
    private final String element;
    private final String outline;

    Document(String name, String element, String outline) {
        this.name = name;
        this.element = element;
        this.outline = outline;
    }

    /// The module it begins with, as the import map names it.
    String module() {
        return "app/" + name + ".js";
    }

    /// The element that fills the page.
    String element() {
        return element;
    }

    /// What stands there until its modules run.
    String outline() {
        return outline;
    }

    /// Whether people chat here; the other documents are forms and text.
    boolean isChat() {
        return element.equals("rp-app");
    }
}
