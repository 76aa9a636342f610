package io.hearth.rules.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.runtime.bus.Backoff;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class LinesTest {
    private final Lines lines = new Lines();

    @Test
    void those_beside_the_line_of_a_device_are_found_without_those_of_other_devices() {
        Line own = added("boiler", Optional.empty(), Optional.empty());
        Line aside = added("boiler", Optional.of("control"), Optional.empty());
        Line look = added("boiler", Optional.of("valve"), Optional.of(new UUID(0, 1)));
        added("lamp", Optional.of("control"), Optional.empty());

        assertThat(lines.beside(device("boiler"))).containsExactlyInAnyOrder(aside, look);
        assertThat(lines.beside(device("heater"))).isEmpty();
        assertThat(lines.of(own.key())).contains(own);
    }

    @Test
    void one_that_is_removed_is_not_found_any_more() {
        Line own = added("boiler", Optional.empty(), Optional.empty());
        Line aside = added("boiler", Optional.of("control"), Optional.empty());
        Line look = added("boiler", Optional.of("control"), Optional.of(new UUID(0, 1)));

        lines.remove(aside);
        lines.remove(own);

        assertThat(lines.beside(device("boiler"))).containsExactly(look);
        assertThat(lines.all()).containsExactly(look);
        assertThat(lines.of(aside.key())).isEmpty();
    }

    private static Lane device(String name) {
        return new Lane(Deed.Kind.COMMAND, name);
    }

    private Line added(String device, Optional<String> command, Optional<UUID> unconfirmed) {
        Line line = new Line(
                new Line.Key(device(device), command, unconfirmed),
                new ReentrantLock().newCondition(),
                new Backoff(Duration.ofMillis(1), Duration.ofMillis(2)));
        lines.add(line);
        return line;
    }
}
