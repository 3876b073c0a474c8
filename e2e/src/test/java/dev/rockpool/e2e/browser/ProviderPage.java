package dev.rockpool.e2e.browser;

import com.microsoft.playwright.Page;
import dev.rockpool.testing.TestOidcProvider;

/// The pages of an OpenID Connect provider on which a person signs in and says what Rockpool may know.
public final class ProviderPage {

    private final Page page;

    public ProviderPage(Page page) {
        this.page = page;
    }

    public ProviderPage signIn(String person) {
        page.getByPlaceholder("Username").fill(person);
        page.getByPlaceholder("Password").fill(TestOidcProvider.PASSWORD);
        page.getByText("Sign in", new Page.GetByTextOptions().setExact(true)).click();
        return this;
    }

    /// Lets Rockpool know everything it asks for.
    public void consent() {
        page.getByLabel("profile").check();
        page.getByLabel("email").check();
        page.getByText("Submit Consent").click();
    }

    public void decline() {
        page.getByText("Cancel", new Page.GetByTextOptions().setExact(true)).click();
    }
}
