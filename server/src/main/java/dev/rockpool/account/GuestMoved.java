package dev.rockpool.account;

/// A guest has signed in to an account that was there before: what was the guest's is now the
/// account's. Within the transaction that ends the guest.
public record GuestMoved(AccountId guest, AccountId into) {}
