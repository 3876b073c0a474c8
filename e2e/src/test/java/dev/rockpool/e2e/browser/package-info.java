/// A real Chromium, driven by Playwright.
@NullMarked
package dev.rockpool.e2e.browser;

import org.jspecify.annotations.NullMarked;
