package io.hearth.rules.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.rule.Action;
import io.hearth.rules.rule.Firing;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.SignalKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoopGuardTest {
    private static final SignalKey LAMP = new SignalKey("lamp", "state");
    private static final SignalKey DOOR = new SignalKey("door", "state");

    private final LoopGuard guard =
            new LoopGuard(QuickActions.configured(Map.of("loops.firings", "3")).loops());

    private static Action command(String device) {
        return new Action.Command(device, "switch", Map.of("on", true));
    }

    private boolean acts(Firing firing) {
        return guard.admit(firing) instanceof LoopGuard.Verdict.Admitted;
    }

    @Test
    void a_rule_that_commands_the_device_it_watches_fires_so_often_and_then_does_not_act() {
        KnownRule rule = Firings.rule("blinks", LAMP, command("lamp"));

        assertThat(acts(Firings.of(rule, 0, "1"))).isTrue();
        for (int second = 1; second <= 3; second++) {
            assertThat(acts(Firings.of(rule, second, "1"))).isTrue();
        }

        assertThat(guard.admit(Firings.of(rule, 4, "1")))
                .isInstanceOfSatisfying(LoopGuard.Verdict.Limited.class, limited -> {
                    assertThat(limited.reason()).contains("feeds its own condition", "3 firings in 60 s");
                    assertThat(limited.until())
                            .as("when the first that followed from itself counts no more")
                            .isEqualTo(Firings.of(rule, 61, "1").at());
                });
        assertThat(guard.limited()).isEqualTo(1);
    }

    @Test
    void that_none_may_follow_from_itself_can_be_set() {
        LoopGuard strict = new LoopGuard(QuickActions.configured(Map.of("loops.firings", "0", "loops.remembered", "1"))
                .loops());
        for (String name : List.of("one", "two", "three")) {
            KnownRule rule = Firings.rule(name, LAMP, command("lamp"));

            assertThat(strict.admit(Firings.of(rule, 1, "1"))).isInstanceOf(LoopGuard.Verdict.Admitted.class);
            assertThat(strict.admit(Firings.of(rule, 2, "1"))).isInstanceOf(LoopGuard.Verdict.Limited.class);
        }
    }

    @Test
    void two_rules_that_feed_each_other_are_found() {
        KnownRule one = Firings.rule("one", LAMP, command("door"));
        KnownRule other = Firings.rule("other", DOOR, command("lamp"));

        int acted = 0;
        for (int second = 0; second < 20; second += 2) {
            acted += acts(Firings.of(one, second, "1")) ? 1 : 0;
            acted += acts(Firings.of(other, second + 1, "1")) ? 1 : 0;
        }

        assertThat(acted).isBetween(6, 8);
        assertThat(guard.limited()).isPositive();
    }

    @Test
    void a_rule_that_follows_from_another_is_no_loop_however_often() {
        KnownRule one = Firings.rule("one", LAMP, command("door"));
        KnownRule other = Firings.rule("other", DOOR, command("siren"));

        for (int second = 0; second < 20; second++) {
            assertThat(acts(Firings.of(one, second, "1"))).isTrue();
            assertThat(acts(Firings.of(other, second, "1"))).isTrue();
        }
    }

    @Test
    void a_rule_that_writes_the_resource_it_watches_is_found_and_one_that_writes_another_is_none() {
        KnownRule loop = Firings.rule("loop", LAMP, new Action.Write(Optional.empty(), "state", 1));
        KnownRule none = Firings.rule("none", DOOR, new Action.Write(Optional.empty(), "count", 1));

        for (int second = 0; second < 10; second++) {
            assertThat(acts(Firings.of(none, second, "1"))).isTrue();
            assertThat(acts(Firings.of(loop, second, "1"))).isEqualTo(second < 4);
        }
    }

    @Test
    void a_cause_from_elsewhere_lets_it_begin_anew() {
        KnownRule rule = Firings.rule("blinks", LAMP, command("lamp"));
        for (int second = 0; second < 10; second++) {
            acts(Firings.of(rule, second, "1"));
        }
        Firing elsewhere = Firings.of(rule, 11, "1");
        Firing foreign = new Firing(
                rule,
                elsewhere.subject(),
                elsewhere.kind(),
                elsewhere.at(),
                Optional.of(new SignalKey("switch", "pressed")),
                "1",
                Map.of());

        assertThat(acts(foreign)).isTrue();
        assertThat(acts(Firings.of(rule, 12, "1"))).isTrue();
    }

    @Test
    void after_the_time_it_may_go_on() {
        KnownRule rule = Firings.rule("blinks", LAMP, command("lamp"));
        for (int second = 0; second < 10; second++) {
            acts(Firings.of(rule, second, "1"));
        }

        assertThat(acts(Firings.of(rule, 100, "1"))).isTrue();
    }

    @Test
    void a_clock_that_is_set_back_limits_it_no_longer_than_any() {
        KnownRule rule = Firings.rule("blinks", LAMP, command("lamp"));
        for (int second = 0; second < 10; second++) {
            acts(Firings.of(rule, 100_000 + second, "1"));
        }

        assertThat(acts(Firings.of(rule, 1, "1"))).isTrue();
    }

    @Test
    void a_timer_follows_from_what_the_rule_watches() {
        KnownRule rule = Firings.rule("delayed", LAMP, command("lamp"));

        for (int second = 0; second < 10; second++) {
            Firing fired = Firings.of(rule, second, "1");
            Firing timed = new Firing(
                    rule, fired.subject(), fired.kind(), fired.at(), Optional.empty(), fired.value(), fired.readings());
            assertThat(acts(timed)).isEqualTo(second < 4);
        }
    }

    @Test
    void it_remembers_no_more_than_is_set() {
        LoopGuard forgetful =
                new LoopGuard(QuickActions.configured(Map.of("loops.firings", "1", "loops.remembered", "1"))
                        .loops());
        KnownRule loop = Firings.rule("loop", LAMP, command("lamp"));
        KnownRule other = Firings.rule("other", DOOR, command("siren"));

        for (int second = 0; second < 10; second++) {
            assertThat(forgetful.admit(Firings.of(loop, second, "1"))).isInstanceOf(LoopGuard.Verdict.Admitted.class);
            forgetful.admit(Firings.of(other, second, "1"));
        }
    }
}
