package dev.rockpool.account;

/// The caller, who is an administrator. A controller method with a parameter of this type cannot
/// be called by anybody else.
public record Administrator(AccountId id) {}
