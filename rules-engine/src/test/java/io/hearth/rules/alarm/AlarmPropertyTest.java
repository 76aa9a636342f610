package io.hearth.rules.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.Given;
import io.hearth.rules.rule.Severity;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever becomes of an alarm in whatever order, it stays one, and is read as it was written at every step. */
class AlarmPropertyTest {
    private static final Source SOURCE = new Source(new UUID(0, 1), "cold", "w.1", List.of(), "livingroom");
    private static final int LINES = 6;

    @Property(tries = 200)
    void it_stays_an_alarm(@ForAll Kind kind, @ForAll @Size(max = 30) List<@IntRange(max = 6) Integer> steps)
            throws IOException {
        Instant now = Given.NOW;
        Alarm alarm = Alarm.raised(SOURCE, kind, Severity.INFO, "message", "1", now, now);
        for (int step : steps) {
            now = now.plusSeconds(1);
            Alarm before = alarm;
            alarm = after(alarm, step, now);

            assertThat(alarm.id()).isEqualTo(before.id());
            assertThat(alarm.isRetained()).isEqualTo(alarm.isActive() || !alarm.isAcknowledged());
            assertThat(alarm.isActive()).as("what is over does not begin again").isIn(false, before.isActive());
            assertThat(alarm.isAcknowledged()).as("what was noted stays so").isIn(true, before.isAcknowledged());
            assertThat(alarm.history()).hasSizeBetween(1, LINES);
            assertThat(alarm.history().getFirst().what()).isEqualTo(Note.What.RAISED);
            assertThat(AlarmText.read(AlarmText.write(alarm))).isEqualTo(alarm);
        }
    }

    private static Alarm after(Alarm alarm, int step, Instant now) {
        return switch (step) {
            case 0 -> alarm.end(now, now, "over", LINES);
            case 1 -> {
                Acted acted = alarm.does(new Act.Acknowledge(), by(now, Note.What.ACKNOWLEDGED), LINES);
                assertThat(acted instanceof Acted.Done)
                        .as("only what is not acknowledged is")
                        .isEqualTo(!alarm.isAcknowledged());
                yield result(alarm, acted);
            }
            case 2 -> result(alarm, alarm.does(new Act.Comment(), by(now, Note.What.COMMENTED), LINES));
            case 3 -> shelved(alarm, new Shelving.Timed(now.plusSeconds(3)), now);
            case 4 -> shelved(alarm, new Shelving.OneShot(now.plusSeconds(3)), now);
            case 5 -> result(alarm, alarm.does(new Act.Unshelve(), by(now, Note.What.UNSHELVED), LINES));
            default -> alarm.replacedBy(alarm, now, LINES);
        };
    }

    private static Alarm shelved(Alarm alarm, Shelving how, Instant now) {
        Acted acted = alarm.does(new Act.Shelve(how), by(now, Note.What.SHELVED), LINES);
        assertThat(acted instanceof Acted.Done).isEqualTo(alarm.isRetained());
        return result(alarm, acted);
    }

    private static Alarm result(Alarm before, Acted acted) {
        return acted instanceof Acted.Done(Alarm alarm) ? alarm : before;
    }

    private static Note by(Instant now, Note.What what) {
        return new Note(now, "person:alice", what, "");
    }
}
