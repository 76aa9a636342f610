package io.hearth.box.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnansweredTest {
    private static final Publish FIRST = new Publish(Publish.key("device", 7), 100, false);
    private static final Publish AGAIN = new Publish(Publish.key("device", 7), 100, true);

    @TempDir
    private Path folder;

    private Unanswered unanswered;

    @BeforeEach
    void open() throws IOException {
        unanswered = Unanswered.in(folder.resolve("unanswered"));
    }

    @Test
    void a_repetition_finds_the_stamp_of_the_first_attempt_in_the_next_run() throws IOException {
        unanswered.stamped(FIRST, 42);

        assertThat(Unanswered.in(folder.resolve("unanswered")).origin(AGAIN)).hasValue(42);
    }

    @Test
    void what_was_answered_is_forgotten() {
        unanswered.stamped(FIRST, 42);
        unanswered.answered(FIRST.key(), 42);

        assertThat(unanswered.origin(AGAIN)).isEmpty();
    }

    @Test
    void an_answer_does_not_forget_the_next_publish_with_the_same_packet_id() {
        unanswered.stamped(FIRST, 42);
        unanswered.stamped(FIRST, 43);
        unanswered.answered(FIRST.key(), 42);

        assertThat(unanswered.origin(AGAIN)).hasValue(43);
    }

    @Test
    void the_same_packet_id_with_other_content_or_of_another_client_is_no_repetition() {
        unanswered.stamped(FIRST, 42);

        assertThat(unanswered.origin(new Publish(FIRST.key(), 101, true))).isEmpty();
        assertThat(unanswered.origin(new Publish(Publish.key("other", 7), 100, true)))
                .isEmpty();
        assertThat(unanswered.origin(new Publish(Publish.key("device", 8), 100, true)))
                .isEmpty();
    }

    @Test
    void a_full_table_forgets_the_oldest_and_keeps_the_newest() {
        for (int i = 1; i <= 200_000; i++) {
            unanswered.stamped(new Publish(Publish.key("device" + i / 60_000, i % 60_000 + 1), i, false), i);
        }

        assertThat(unanswered.origin(new Publish(Publish.key("device3", 20_001), 200_000, true)))
                .hasValue(200_000);
    }
}
