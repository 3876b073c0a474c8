package dev.rockpool.account;

/// An account is about to be deleted, and nobody is signed in to it any more: delete what belongs
/// to it and cannot simply go with its row. Outside a transaction.
public record AccountDeleting(AccountId account) {}
