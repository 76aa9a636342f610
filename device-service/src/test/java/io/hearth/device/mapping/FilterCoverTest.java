package io.hearth.device.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.bus.TopicFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class FilterCoverTest {
    @Test
    void a_filter_that_another_covers_is_left_out() {
        assertThat(FilterCover.of(List.of("home/+/+", "home/+/status", "home/attic/x", "incoming/data/#")))
                .containsExactly("home/+/+", "incoming/data/#");
    }

    @Test
    void filters_that_overlap_are_widened_to_one() {
        assertThat(FilterCover.of(List.of("a/+/c", "a/b/+", "x/y"))).containsExactly("a/+/+", "x/y");
    }

    @Property
    void every_topic_is_matched_once_if_it_was_matched_at_all(
            @ForAll("filters") List<String> filters, @ForAll("topics") String topic) {
        Set<String> cover = FilterCover.of(filters);

        long wanted = matching(filters, topic);
        long covered = matching(cover, topic);
        assertThat(covered).isLessThanOrEqualTo(1);
        if (wanted > 0) {
            assertThat(covered).isEqualTo(1);
        }
    }

    private static long matching(Iterable<String> filters, String topic) {
        List<String> all = new ArrayList<>();
        filters.forEach(all::add);
        return all.stream()
                .filter(filter -> TopicFilter.of(filter).matches(topic))
                .count();
    }

    @Provide
    Arbitrary<List<String>> filters() {
        Arbitrary<String> levels =
                Arbitraries.of("a", "b", "+").list().ofMinSize(1).ofMaxSize(4).map(list -> String.join("/", list));
        Arbitrary<String> filter = Arbitraries.oneOf(levels, levels, levels.map(text -> text + "/#"));
        return filter.list().ofMaxSize(6);
    }

    @Provide
    Arbitrary<String> topics() {
        return Arbitraries.of("a", "b").list().ofMinSize(1).ofMaxSize(5).map(list -> String.join("/", list));
    }
}
