package dev.rockpool.web;

/// What a page shows until its modules run: its outlines, exactly where the page will be.
final class Skeleton {

    /// In the middle of the start page.
    static final String HOME = """
        <div class="home-page"><div class="tide"></div><div class="middle"><h1>&nbsp;</h1><p class="lead shell-lead">
        Every chat is its own OpenClaw session and remembers only itself.</p>
        <div class="composer shell-box"></div><div class="hint"></div><div class="suggestions"></div></div></div>""";

    /// In the middle of a chat.
    static final String CHAT = """
        <header class="chat"></header>
        <div class="scroll"><div class="column"><div class="skeleton thread-skeleton">
        <div class="bar right"></div><div class="bar"></div><div class="bar"></div><div class="bar"></div>
        </div></div></div>
        <div class="dock"><div class="shell-column"><div class="composer shell-box"></div><div class="hint"></div></div></div>""";

    /// In documents that are there at once: nothing moves, nothing flashes.
    static final String EMPTY = "";

    private Skeleton() {}

    static String around(String main, String mark) {
        return """

            <div class="shell-side" aria-hidden="true">
            <div class="head"><span class="brand"><img src="%s" width="20" height="20" alt="">Rockpool</span></div>
            <div class="new-chat"></div>
            <div class="search-row"></div>
            <div class="list"><div class="skeleton"><div class="bar"></div><div class="bar"></div><div class="bar"></div>
            <div class="bar"></div><div class="bar"></div></div></div>
            </div>
            <main>
            %s
            </main>
            """.formatted(mark, main);
    }
}
