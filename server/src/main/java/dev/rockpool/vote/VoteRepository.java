package dev.rockpool.vote;

import dev.rockpool.chat.ChatId;
import dev.rockpool.chat.MessageId;
import dev.rockpool.storage.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/// The votes there are. Methods that write join the caller's transaction, which must hold the chat's lock.
@Repository
class VoteRepository {

    private final Database database;

    VoteRepository(Database database) {
        this.database = database;
    }

    List<Vote> of(ChatId chat) {
        return database.reader()
                .sql(
                        "select chat_id, message_id, up, word from vote where chat_id = :chat order by voted_at, message_id")
                .param("chat", chat.value())
                .query(VoteRepository::vote)
                .list();
    }

    /// One vote, as the current transaction sees it.
    Optional<Vote> find(ChatId chat, MessageId message) {
        return database.writer()
                .sql("select chat_id, message_id, up, word from vote where chat_id = :chat and message_id = :message")
                .param("chat", chat.value())
                .param("message", message.value())
                .query(VoteRepository::vote)
                .optional();
    }

    /// Stores the vote in place of the one before, if there was one.
    void put(Vote vote, Instant now) {
        database.writer()
                .sql("""
                        insert into vote (chat_id, message_id, up, word, voted_at)
                        values (:chat, :message, :up, :word, :now)
                        on conflict (chat_id, message_id) do update set up = excluded.up, word = excluded.word,
                            voted_at = excluded.voted_at""")
                .param("chat", vote.chatId().value())
                .param("message", vote.messageId().value())
                .param("up", vote.isUpvoted() ? 1 : 0)
                .param("word", vote.word(), Types.VARCHAR)
                .param("now", now.toEpochMilli())
                .update();
    }

    /// Takes a vote back, if there is one.
    void delete(ChatId chat, MessageId message) {
        database.writer()
                .sql("delete from vote where chat_id = :chat and message_id = :message")
                .param("chat", chat.value())
                .param("message", message.value())
                .update();
    }

    /// The votes given since then by UTC day, gateway and agent, the latest day first. A gateway of somebody's own
    /// would say whose votes they are, so those are counted together.
    List<VoteCount> counts(Instant since) {
        return database.reader()
                .sql("""
                        select day, gateway, agent, sum(up) as ups, sum(1 - up) as downs from (
                            select vote.voted_at / 86400000 as day, vote.up as up,
                                case when told = 1 then place end as gateway,
                                case when told = 1 then agent_id end as agent
                            from vote join (
                                select chat.id as chat, agent_id, coalesce(gateway_id, 'environment') as place,
                                    case when gateway_id is null or gateway_id in ('environment', 'demo')
                                        or shared.id is not null then 1 else 0 end as told
                                from chat left join gateway shared
                                    on shared.id = chat.gateway_id and shared.account_id is null
                            ) answered on answered.chat = vote.chat_id
                            where vote.voted_at >= :since
                        ) counted
                        group by day, gateway, agent
                        order by day desc, gateway, agent""")
                .param("since", since.toEpochMilli())
                .query(VoteRepository::count)
                .list();
    }

    private static Vote vote(ResultSet row, int number) throws SQLException {
        return new Vote(
                new ChatId(row.getString("chat_id")),
                new MessageId(row.getString("message_id")),
                row.getInt("up") == 1,
                row.getString("word"));
    }

    private static VoteCount count(ResultSet row, int number) throws SQLException {
        return new VoteCount(
                LocalDate.ofEpochDay(row.getLong("day")),
                row.getString("gateway"),
                row.getString("agent"),
                row.getLong("ups"),
                row.getLong("downs"));
    }
}
