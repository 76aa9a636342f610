package io.hearth.rules.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.Given;
import io.hearth.rules.rule.Action;
import io.hearth.rules.rule.KnownRule;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntentTest {
    private static final Action ACTION = new Action.Command("boiler", "control", Map.of("mode", "heat"));
    private final KnownRule rule = Given.known(Given.rule("cold", Given.below("20")));

    @Test
    void the_same_firing_has_the_same_command_id() {
        assertThat(Intent.of(rule, "livingroom", 7, 0, ACTION, 1).id())
                .isEqualTo(Intent.of(rule, "livingroom", 7, 0, ACTION, 99).id());
    }

    @Test
    void another_rule_device_firing_or_place_has_another_command_id() {
        KnownRule other = Given.known(Given.rule("warm", Given.below("20")));

        assertThat(java.util.stream.Stream.of(
                                Intent.of(rule, "livingroom", 7, 0, ACTION, 1),
                                Intent.of(other, "livingroom", 7, 0, ACTION, 1),
                                Intent.of(rule, "bedroom", 7, 0, ACTION, 1),
                                Intent.of(rule, "livingroom", 8, 0, ACTION, 1),
                                Intent.of(rule, "livingroom", 7, 1, ACTION, 1))
                        .map(Intent::id))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "400,false",
        "401,false",
        "404,false",
        "405,false",
        "409,false",
        "408,true",
        "423,true",
        "429,true",
        "500,true",
        "502,true",
        "503,true"
    })
    void a_failure_may_pass_or_not_by_its_status(int status, boolean passes) {
        assertThat(CommandCourier.passes(status)).isEqualTo(passes);
    }
}
