package dev.rockpool.gateway;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Settings of chats' titles.
///
/// @param titles where they come from: `model` (the chat's agent), `message` (its first words), or the name
///     of a cheaper model as `provider/model`
@ConfigurationProperties("rockpool")
record TitleProperties(@DefaultValue("model") String titles) {}
