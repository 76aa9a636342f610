package io.hearth.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.runtime.live.LiveConfig;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** How much a replica asks the shares of the devices for. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class LongestListTest {
    @Inject
    HttpShares shares;

    @Inject
    LiveConfig live;

    @Test
    void a_share_is_asked_for_no_longer_list_than_it_answers_also_when_that_changes_while_it_runs() {
        assertThat(shares.longestList()).isEqualTo(1024);

        live.set("rules-engine", "Service/MaxResultCount", "7");
        try {
            assertThat(shares.longestList()).isEqualTo(7);
        } finally {
            live.set("rules-engine", "Service/MaxResultCount", "1024");
        }
    }
}
