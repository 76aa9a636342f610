package io.hearth.contracts.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicFilterTest {
    @ParameterizedTest
    @CsvSource({
        "home/+/temperature, home/livingroom/temperature",
        "a/#, a",
        "a/#, a/b/c",
        "a/#, a/",
        "#, a",
        "#, /",
        "+/+, /",
        "/+, /",
        "+/#, a",
        "a/+, a/",
        "a/+/c, a//c",
        "a, a",
        "/, /",
        "$SYS/#, $SYS/broker",
        "$SYS/+, $SYS/x",
        "a/#, a/$b",
        "家/+, 家/温度"
    })
    void a_filter_matches(String filter, String topic) {
        assertThat(TopicFilter.of(filter).matches(topic)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "home/+/temperature, home/temperature",
        "a/#, ab",
        "a/+, a",
        "+, /",
        "a, a/",
        "a/, a",
        "a, A",
        "#, $SYS/broker",
        "+/broker, $SYS/broker",
        "+, $x",
        "a/b/c, a/b",
        "a/b, a/b/c"
    })
    void a_filter_does_not_match(String filter, String topic) {
        assertThat(TopicFilter.of(filter).matches(topic)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a+", "+a/b", "a/b#", "#/a", "a/#/b", "##", "a\0b"})
    void what_MQTT_takes_for_no_filter_cannot_exist(String text) {
        assertThatThrownBy(() -> TopicFilter.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_filter_has_at_most_65535_bytes() {
        assertThat(TopicFilter.of("é".repeat(32_767)).text()).hasSize(32_767);
        assertThatThrownBy(() -> TopicFilter.of("é".repeat(32_768))).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 20_000)
    void matching_is_the_same_as_comparing_level_by_level(
            @ForAll("filters") String filter, @ForAll("topics") String topic) {
        assertThat(TopicFilter.of(filter).matches(topic))
                .as("%s on %s", filter, topic)
                .isEqualTo(matchesLevelByLevel(filter, topic));
    }

    @Property
    void a_topic_without_wildcards_is_a_filter_that_matches_itself_only(
            @ForAll("topics") String topic, @ForAll("topics") String other) {
        assertThat(TopicFilter.of(topic).matches(topic)).isTrue();
        assertThat(TopicFilter.of(topic).matches(other)).isEqualTo(topic.equals(other));
    }

    /** MQTT 4.7, said as simply as possible. */
    private static boolean matchesLevelByLevel(String filter, String topic) {
        String[] wanted = filter.split("/", -1);
        String[] given = topic.split("/", -1);
        if (topic.startsWith("$") && (wanted[0].equals("+") || wanted[0].equals("#"))) {
            return false;
        }
        boolean open = wanted[wanted.length - 1].equals("#");
        int fixed = open ? wanted.length - 1 : wanted.length;
        if (open ? given.length < fixed : given.length != fixed) {
            return false;
        }
        for (int i = 0; i < fixed; i++) {
            if (!wanted[i].equals("+") && !wanted[i].equals(given[i])) {
                return false;
            }
        }
        return true;
    }

    @Provide
    Arbitrary<String> topics() {
        return Arbitraries.of("a", "b", "ab", "", "$", "$a", "é", "😀")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(levels -> String.join("/", levels))
                .filter(topic -> !topic.isEmpty());
    }

    @Provide
    Arbitrary<String> filters() {
        Arbitrary<String> open = Arbitraries.of("", "/#");
        Arbitrary<String> levels = Arbitraries.of("a", "b", "ab", "", "$", "$a", "é", "+", "+")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(list -> String.join("/", list));
        return Arbitraries.oneOf(levels.flatMap(text -> open.map(end -> text + end)), Arbitraries.just("#"))
                .filter(filter -> !filter.isEmpty());
    }
}
