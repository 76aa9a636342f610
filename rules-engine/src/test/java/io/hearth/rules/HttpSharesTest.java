package io.hearth.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.front.Asked;
import io.hearth.rules.replica.Present;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How one replica asks another. */
class HttpSharesTest {
    @Test
    void another_is_asked_by_the_path_of_the_service_which_is_there_at_each_of_its_ports() {
        Present other = new Present("run", "b", "http://10.0.0.2:4000", 1, 1);
        Asked asked = new Asked("GET", "/api/v3/alarm/all", "limit=%2D1", Map.of(), new byte[0]);

        assertThat(HttpShares.uri(other, asked))
                .hasToString("http://10.0.0.2:4000/rules-engine/api/v3/alarm/all?limit=%2D1");
    }
}
