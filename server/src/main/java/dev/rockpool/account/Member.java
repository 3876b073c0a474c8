package dev.rockpool.account;

/// The caller, who has signed in. A controller method with a parameter of this type cannot be
/// called by guests.
public record Member(Account account) {

    public AccountId id() {
        return account.id();
    }
}
