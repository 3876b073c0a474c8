package dev.rockpool.chat;

import dev.rockpool.account.AccountId;
import dev.rockpool.storage.Database;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/// Finds chats by what they are called. Looks at no chat but the owner's, newest first, and no further than it has to.
@Repository
class ChatSearch {

    private static final String ONE_WORD = " and coalesce(title_folded, lower(title)) like :word%d escape '!'";

    private final Database database;

    ChatSearch(Database database) {
        this.database = database;
    }

    /// Up to `limit` chats of `owner` with all these words somewhere in their titles, newest first; archived
    /// ones too.
    ///
    /// @param words as [Folding] makes them; none finds all
    List<Chat> titled(AccountId owner, List<String> words, int limit) {
        String conditions =
                IntStream.range(0, words.size()).mapToObj(ONE_WORD::formatted).collect(Collectors.joining());
        StatementSpec query = database.reader()
                .sql("select %s from chat where account_id = :owner%s order by updated_at desc, id desc limit :limit"
                        .formatted(ChatRepository.COLUMNS, conditions))
                .param("owner", owner.value())
                .param("limit", limit);
        for (int i = 0; i < words.size(); i++) {
            query = query.param("word" + i, anywhere(words.get(i)));
        }
        return query.query(ChatRepository::chat).list();
    }

    private static String anywhere(String word) {
        return "%" + word.replaceAll("[!%_]", "!$0") + "%";
    }
}
