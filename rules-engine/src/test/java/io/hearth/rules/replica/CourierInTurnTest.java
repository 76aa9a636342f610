package io.hearth.rules.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.Given;
import io.hearth.rules.action.Courier;
import io.hearth.rules.action.Intent;
import io.hearth.rules.action.Outcome;
import io.hearth.rules.store.Share;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CourierInTurnTest {
    private final List<Intent> brought = new ArrayList<>();
    private final LeasedTurn turn =
            new LeasedTurn(new Holder(1, "run", "a"), Share.ALL, 0, Duration.ofSeconds(5), () -> 0, null);
    private final Courier courier = new CourierInTurn(
            intent -> {
                brought.add(intent);
                return new Outcome.Done();
            },
            turn);
    private final Intent intent = Intent.of(
            Given.known(Given.rule(Given.BOILER)),
            "livingroom",
            Given.EPOCH,
            0,
            Given.rule(Given.BOILER).then().getFirst(),
            1);

    @Test
    void as_long_as_the_turn_lasts_actions_are_brought_and_looked_at() {
        assertThat(courier.deliver(intent)).isEqualTo(new Outcome.Done());
        assertThat(courier.lookAt(intent)).isEqualTo(new Outcome.Done());
        assertThat(brought).hasSize(2);
    }

    @Test
    void when_the_turn_is_over_nothing_is_brought_any_more() {
        turn.end();

        assertThat(courier.deliver(intent)).isInstanceOf(Outcome.Later.class);
        assertThat(courier.lookAt(intent)).isInstanceOf(Outcome.Later.class);
        assertThat(brought).isEmpty();
    }
}
