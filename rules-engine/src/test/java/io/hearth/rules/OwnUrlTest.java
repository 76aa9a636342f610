package io.hearth.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Where a replica says that it answers. */
class OwnUrlTest {
    @Test
    void an_address_of_ipv6_stands_in_brackets() {
        assertThat(OwnUrl.inUrl("fd00::2")).isEqualTo("[fd00::2]");
        assertThat(OwnUrl.inUrl("10.0.0.2")).isEqualTo("10.0.0.2");
        assertThat(OwnUrl.inUrl("rules-0")).isEqualTo("rules-0");
    }
}
