package io.hearth.rules.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.Given;
import io.hearth.rules.rule.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The states of an alarm (OPC UA Part 9): what each act and each change of its rule makes of it. */
class AlarmTest {
    private static final Instant NOW = Given.NOW;
    private static final Source SOURCE = new Source(new UUID(0, 1), "cold", "w.1", List.of("heating"), "livingroom");

    private static Alarm raised(Kind kind) {
        return Alarm.raised(SOURCE, kind, Severity.WARNING, "19 is below 20", "19", NOW, NOW);
    }

    private static Note by(Note.What what) {
        return new Note(NOW.plusSeconds(9), "person:alice", what, "");
    }

    private static Acted does(Alarm alarm, Act act) {
        return alarm.does(act, by(Note.What.COMMENTED), 50);
    }

    private static Alarm in(String state, Kind kind) {
        Alarm raised = raised(kind);
        return switch (state) {
            case "raised" -> raised;
            case "acknowledged" -> done(does(raised, new Act.Acknowledge()));
            case "returned" -> raised.end(NOW, NOW, "", 50);
            case "settled" -> done(does(raised.end(NOW, NOW, "", 50), new Act.Acknowledge()));
            default -> throw new IllegalArgumentException(state);
        };
    }

    private static Alarm done(Acted acted) {
        return ((Acted.Done) acted).alarm();
    }

    private static String state(Alarm alarm) {
        return alarm.life().getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest(name = "{0}, when {1}, is {2}")
    @CsvSource({
        "raised, acknowledged, acknowledged, active, retained",
        "raised, ended, returned, inactive, retained",
        "acknowledged, ended, settled, inactive, gone",
        "returned, acknowledged, settled, inactive, gone",
        "returned, ended, returned, inactive, retained",
        "settled, ended, settled, inactive, gone",
        "acknowledged, acknowledged, refused, active, retained",
        "settled, acknowledged, refused, inactive, gone"
    })
    void its_states_follow_each_other(String from, String event, String to, String active, String retain) {
        Alarm alarm = in(from, Kind.RULE);

        Acted acted = event.equals("ended")
                ? new Acted.Done(alarm.end(NOW.plusSeconds(5), NOW.plusSeconds(5), "", 50))
                : does(alarm, new Act.Acknowledge());

        Alarm next = acted instanceof Acted.Done(Alarm changed) ? changed : alarm;
        assertThat(acted instanceof Acted.Done ? state(next) : "refused").isEqualTo(to);
        assertThat(next.isActive()).isEqualTo(active.equals("active"));
        assertThat(next.isRetained()).isEqualTo(retain.equals("retained"));
    }

    @Test
    void an_unconfirmed_action_is_over_as_soon_as_somebody_has_taken_note() {
        assertThat(state(in("acknowledged", Kind.UNCONFIRMED))).isEqualTo("settled");
    }

    @Test
    void shelved_for_a_time_it_is_back_in_sight_afterwards_and_shelved_once_when_it_ends() {
        Instant until = NOW.plusSeconds(60);
        Alarm timed = done(does(raised(Kind.RULE), new Act.Shelve(new Shelving.Timed(until))));
        Alarm once = done(does(raised(Kind.RULE), new Act.Shelve(new Shelving.OneShot(until))));

        assertThat(timed.shelving().at(until.minusNanos(1)).isShelved()).isTrue();
        assertThat(timed.shelving().at(until).isShelved()).isFalse();
        assertThat(timed.end(NOW, NOW, "", 50).shelving().isShelved()).isTrue();
        assertThat(once.end(NOW, NOW, "", 50).shelving().isShelved()).isFalse();
        assertThat(once.shelving().at(until).isShelved()).isFalse();
    }

    @Test
    void raised_again_before_the_shelving_is_over_it_is_still_shelved() {
        Alarm first = done(does(raised(Kind.RULE), new Act.Shelve(new Shelving.Timed(NOW.plusSeconds(60)))))
                .end(NOW, NOW, "", 50);

        assertThat(raised(Kind.RULE)
                        .after(first, NOW.plusSeconds(30))
                        .shelving()
                        .isShelved())
                .isTrue();
        assertThat(raised(Kind.RULE)
                        .after(first, NOW.plusSeconds(60))
                        .shelving()
                        .isShelved())
                .isFalse();
    }

    @Test
    void raised_again_before_anybody_took_note_it_counts_how_often() {
        Alarm ended = raised(Kind.RULE).end(NOW, NOW, "", 50);

        assertThat(raised(Kind.RULE).after(ended, NOW).occurrences()).isEqualTo(2);
        assertThat(raised(Kind.RULE).after(in("settled", Kind.RULE), NOW).occurrences())
                .isEqualTo(1);
    }

    @Test
    void what_is_not_shelved_cannot_be_unshelved_and_what_is_over_not_shelved() {
        assertThat(does(raised(Kind.RULE), new Act.Unshelve())).isInstanceOf(Acted.NotNow.class);
        assertThat(does(in("settled", Kind.RULE), new Act.Shelve(new Shelving.Timed(NOW.plusSeconds(60)))))
                .isInstanceOf(Acted.NotNow.class);
    }

    @Test
    void its_history_keeps_the_first_line_and_the_newest() {
        Alarm alarm = raised(Kind.RULE);
        for (int i = 0; i < 10; i++) {
            alarm = done(alarm.does(new Act.Comment(), new Note(NOW, "person:alice", Note.What.COMMENTED, "" + i), 4));
        }

        assertThat(alarm.history()).hasSize(4);
        assertThat(alarm.history().getFirst().what()).isEqualTo(Note.What.RAISED);
        assertThat(alarm.history().subList(1, 4)).extracting(Note::comment).containsExactly("7", "8", "9");
    }

    @Test
    void it_is_read_as_it_was_written() throws Exception {
        for (String state : List.of("raised", "acknowledged", "returned", "settled")) {
            Alarm alarm = in(state, Kind.RULE);
            assertThat(AlarmText.read(AlarmText.write(alarm))).isEqualTo(alarm);
            if (alarm.isRetained()) {
                Alarm shelved = done(does(alarm, new Act.Shelve(new Shelving.OneShot(NOW.plusSeconds(3)))));
                assertThat(AlarmText.read(AlarmText.write(shelved))).isEqualTo(shelved);
            }
        }
    }

    @Test
    void an_active_alarm_is_the_newest_of_its_rule_also_when_the_clock_was_set_back() {
        Instant ahead = NOW.plusSeconds(86_400);
        Alarm over = Alarm.raised(SOURCE, Kind.RULE, Severity.WARNING, "", "19", ahead, ahead)
                .end(ahead, ahead, "", 50);
        Alarm active = raised(Kind.RULE);
        AlarmBook book = new AlarmBook();

        book.put(over);
        book.put(active);

        assertThat(book.newest(active.key())).contains(active);
    }
}
