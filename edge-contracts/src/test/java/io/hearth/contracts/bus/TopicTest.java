package io.hearth.contracts.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "/", "a//b", "home/living room/温度", "$SYS/x", "a%2Bb"})
    void a_topic_is_any_text_without_wildcards(String text) {
        assertThat(Topic.of(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/+", "a+b", "a/#", "#", "a\0"})
    void what_nothing_can_be_published_to_cannot_exist(String text) {
        assertThatThrownBy(() -> Topic.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_topic_has_at_most_65535_bytes() {
        assertThat(Topic.of("x".repeat(65_535)).text()).hasSize(65_535);
        assertThatThrownBy(() -> Topic.of("x".repeat(65_536))).isInstanceOf(IllegalArgumentException.class);
    }
}
