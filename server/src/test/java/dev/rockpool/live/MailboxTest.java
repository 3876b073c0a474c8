package dev.rockpool.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.account.AccountId;
import dev.rockpool.chat.Chat;
import dev.rockpool.chat.ChatId;
import dev.rockpool.chat.ChatState;
import dev.rockpool.chat.Seed;
import dev.rockpool.chat.Visibility;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MailboxTest {

    private final Mailbox mailbox = new Mailbox();

    @Test
    void ofAChatOnlyTheLatestIsKept() {
        Chat first = row(1);
        Chat second = row(2);
        mailbox.leave(new News.Changed(first));
        mailbox.leave(new News.Changed(second));

        assertThat(mailbox.take().news()).containsExactly(new News.Changed(second));
        assertThat(mailbox.take().news()).isEmpty();
    }

    @Test
    void aReadMarkThatFollowsAChangeHidesItNot() {
        Chat read = row(2);
        mailbox.leave(new News.Changed(row(1)));
        mailbox.leave(new News.Read(read));

        assertThat(mailbox.take().news()).containsExactly(new News.Changed(read));
    }

    @Test
    void whatLagsBehindTooFarIsDroppedAndSaysSo() {
        for (int i = 0; i <= Mailbox.CAPACITY; i++) {
            mailbox.leave(new News.Gone(new ChatId(new UUID(0, i).toString())));
        }
        mailbox.leave(new News.Gone(new ChatId(new UUID(1, 1).toString())));

        Mailbox.Mail mail = mailbox.take();

        assertThat(mail.overflowed()).isTrue();
        assertThat(mail.news()).isEmpty();
    }

    private static Chat row(long version) {
        return new Chat(
                new ChatId(new UUID(0, 0).toString()),
                new AccountId(new UUID(0, 0).toString()),
                "Title",
                false,
                Visibility.PRIVATE,
                false,
                false,
                null,
                null,
                null,
                1,
                1,
                1,
                Seed.TOLD,
                null,
                ChatState.IDLE,
                0,
                false,
                version,
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
