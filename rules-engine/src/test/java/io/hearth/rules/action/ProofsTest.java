package io.hearth.rules.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.Given;
import io.hearth.rules.rule.Action;
import io.hearth.rules.rule.SignalKey;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProofsTest {
    private static final SignalKey BOLT = new SignalKey("lock", "bolted");
    private static final Action.Confirm BOLTED = new Action.Confirm("bolted", true, Duration.ofSeconds(5));

    private final List<Intent> told = new ArrayList<>();
    private Instant now = Given.NOW;
    private final InstantSource source = () -> now;
    private final Proofs proofs = new Proofs(
            source.withZone(ZoneOffset.UTC),
            QuickActions.configured(Map.of("confirm.capacity", "2")).confirm());
    private final Intent intent = command(1);

    private static Intent command(long second) {
        return Firings.intent(
                new Action.Command(Optional.of("lock"), "bolt", Map.of("closed", true), Optional.of(BOLTED)),
                second,
                "1");
    }

    @BeforeEach
    void listen() {
        proofs.onFound(told::add);
        proofs.await(intent, "lock", BOLTED);
    }

    private void seen(SignalKey signal, String value, Duration later) {
        Instant measured = Given.NOW.plus(later);
        proofs.seen(signal, value, measured.getEpochSecond() * Given.SECOND + measured.getNano());
    }

    @Test
    void the_reading_that_the_rule_names_proves_it_and_whoever_waits_is_told() {
        seen(BOLT, "false", Duration.ofSeconds(1));
        assertThat(proofs.found(intent.id())).isFalse();

        seen(BOLT, "true", Duration.ofSeconds(2));

        assertThat(proofs.found(intent.id())).isTrue();
        assertThat(told).containsExactly(intent);
    }

    @Test
    void neither_another_device_nor_another_resource_proves_it() {
        seen(new SignalKey("door", "bolted"), "true", Duration.ofSeconds(1));
        seen(new SignalKey("lock", "power"), "true", Duration.ofSeconds(1));

        assertThat(proofs.found(intent.id())).isFalse();
    }

    @Test
    void what_was_measured_before_the_command_proves_nothing_but_clocks_may_differ() {
        seen(BOLT, "true", Duration.ofSeconds(-2));
        assertThat(proofs.found(intent.id())).isFalse();

        seen(BOLT, "true", Duration.ofMillis(-900));
        assertThat(proofs.found(intent.id())).isTrue();
    }

    @Test
    void what_comes_too_late_proves_nothing() {
        now = now.plusSeconds(6);
        seen(BOLT, "true", Duration.ofSeconds(4));

        assertThat(proofs.found(intent.id())).isFalse();
        assertThat(proofs.left(intent.id())).isNegative();
    }

    @Test
    void no_more_are_waited_for_than_are_set_and_old_ones_make_room() {
        proofs.await(command(2), "lock", BOLTED);
        proofs.await(command(3), "lock", BOLTED);
        assertThat(proofs.left(command(3).id())).isZero();

        now = now.plusSeconds(6);
        proofs.await(command(4), "lock", BOLTED);

        assertThat(proofs.left(command(4).id())).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource({
        "23,2.3e+01,true",
        "23,23.0,true",
        "23,23.1,false",
        "0.1,0.10000000149,true",
        "1234567,1234568,false",
        "heat,heat,true",
        "heat,HEAT,false",
        "true,true,true",
        "0,-0.0,true",
        "100,100e2147483647,false",
        "100,1e-2147483647,false"
    })
    void numbers_are_compared_by_what_they_are_and_all_others_by_their_text(String wanted, String read, boolean same) {
        Object value = wanted.matches("[0-9.]+") ? new BigDecimal(wanted) : wanted;

        assertThat(Proofs.isSame(value, read)).isEqualTo(same);
    }

    @Test
    void a_proof_of_what_acted_before_a_restart_is_waited_for_until_the_time_from_then_is_over() {
        Intent before = command(2).actedAt(now.minusSeconds(3));

        proofs.resume(before, "lock", BOLTED, before.acted().orElseThrow());

        assertThat(proofs.left(before.id())).isEqualTo(Duration.ofSeconds(2));
        seen(BOLT, "true", Duration.ofSeconds(1));
        assertThat(proofs.found(before.id())).isTrue();
    }

    @Test
    void a_proof_whose_time_was_over_before_the_restart_is_not_waited_for() {
        Intent before = command(2).actedAt(now.minusSeconds(5));

        proofs.resume(before, "lock", BOLTED, before.acted().orElseThrow());

        assertThat(proofs.left(before.id())).isZero();
    }
}
