package dev.rockpool.api;

import dev.rockpool.account.Account;
import dev.rockpool.account.AccountId;
import dev.rockpool.account.Administrator;
import dev.rockpool.account.Member;
import dev.rockpool.chat.Message;
import dev.rockpool.chat.StoredMessage;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What `/v3/api-docs` says about the API besides its calls.
@Configuration(proxyBeanMethods = false)
class ApiDocs {

    static {
        // Who calls comes from the cookie, never as a parameter.
        SpringDocUtils.getConfig()
                .addRequestWrapperToIgnore(AccountId.class, Account.class, Member.class, Administrator.class);
        SpringDocUtils.getConfig().replaceWithClass(StoredMessage.class, Message.class);
    }

    @Bean
    OpenAPI openApi(@Value("${spring.application.version:}") String version) {
        return new OpenAPI().info(new Info().title("Rockpool").version(version).description("""
                                Chats with OpenClaw agents, each in a session of its own. POST /api/chat answers an AI SDK UI \
                                message stream, or with Accept: application/json the run to follow. Errors are \
                                {"code", "message", "cause"}. Callers are known by the cookie the start page sets."""));
    }
}
