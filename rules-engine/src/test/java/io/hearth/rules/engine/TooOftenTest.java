package io.hearth.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.Given;
import io.hearth.rules.Moments;
import io.hearth.rules.engine.Transition.HeldBack;
import io.hearth.rules.rule.KnownRule;
import org.junit.jupiter.api.Test;

/** That a rule fires too often is said once. */
class TooOftenTest {
    private static final KnownRule COLD = Given.known(Given.rule("cold", Given.below("20")));
    private static final KnownRule ONLY_WARM = Given.known(Given.rule("""
            { "name": "warm", "when": { "device": "livingroom", "resource": "temperature", "below": 20 },
              "otherwise": [ { "notify": { "message": "warm" } } ] }"""));

    private final TooOften tooOften = new TooOften();

    private static Transition of(String device, Transition decided) {
        return new Transition(
                decided.rule(),
                device,
                decided.from(),
                decided.to(),
                decided.at(),
                decided.cause(),
                decided.value(),
                decided.readings(),
                decided.kind(),
                decided.heldBack());
    }

    private static Transition held(String device) {
        return of(device, Moments.raised(COLD, 1, HeldBack.LIMITED));
    }

    @Test
    void it_is_news_again_when_the_rule_has_acted_for_all_devices() {
        assertThat(tooOften.isNews(held("a"))).isTrue();
        assertThat(tooOften.isNews(held("a"))).isFalse();
        assertThat(tooOften.isNews(held("b"))).isFalse();

        assertThat(tooOften.isNews(of("a", Moments.raised(COLD, 2)))).isFalse();
        assertThat(tooOften.isNews(held("a"))).isFalse();
        tooOften.isNews(of("a", Moments.raised(COLD, 3)));
        tooOften.isNews(of("b", Moments.raised(COLD, 3)));

        assertThat(tooOften.isNews(held("b"))).isTrue();
    }

    @Test
    void a_firing_with_nothing_to_do_does_not_end_it() {
        assertThat(tooOften.isNews(Moments.cleared(ONLY_WARM, 1, HeldBack.LIMITED)))
                .isTrue();

        tooOften.isNews(Moments.raised(ONLY_WARM, 2));

        assertThat(tooOften.isNews(Moments.cleared(ONLY_WARM, 3, HeldBack.LIMITED)))
                .isFalse();
    }

    @Test
    void what_is_gone_is_not_held_back() {
        tooOften.isNews(held("a"));
        tooOften.forget(COLD.id(), "a");
        assertThat(tooOften.isNews(held("a"))).isTrue();

        tooOften.forget(COLD.id());
        assertThat(tooOften.isNews(held("a"))).isTrue();
    }
}
