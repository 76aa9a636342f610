package io.hearth.rules.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.Given;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Rule;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ShelfTest {
    private static final List<String> LABELS = List.of("x", "y", "z");

    /** A rule of this name comes with these labels at this second; or goes. */
    record Step(String name, List<String> labels, int second, boolean goes) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of("a", "b", "c", "d"),
                        Arbitraries.of(LABELS).set(),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(0, 3))
                .as((name, labels, second, goes) -> new Step(name, List.copyOf(labels), second, goes == 0))
                .list()
                .ofMaxSize(40);
    }

    @Property(tries = 200)
    void it_lists_the_same_as_sorting_all_rules_each_time(@ForAll("steps") List<Step> steps) {
        Shelf shelf = new Shelf();
        Map<String, KnownRule> all = new HashMap<>();
        for (Step step : steps) {
            if (step.goes()) {
                Optional.ofNullable(all.remove(step.name())).ifPresent(shelf::remove);
            } else {
                KnownRule rule = known(step);
                all.put(step.name(), rule);
                shelf.put(rule);
            }
        }

        assertThat(shelf.size()).isEqualTo(all.size());
        assertThat(shelf.all()).containsExactlyElementsOf(sorted(all, List.of()));
        for (String label : LABELS) {
            assertThat(shelf.labelled(List.of(label))).containsExactlyElementsOf(sorted(all, List.of(label)));
        }
        assertThat(shelf.labelled(List.of("x", "y"))).containsExactlyElementsOf(sorted(all, List.of("x", "y")));
    }

    private static List<KnownRule> sorted(Map<String, KnownRule> all, List<String> labels) {
        return all.values().stream()
                .filter(rule -> rule.rule().labels().containsAll(labels))
                .sorted(Comparator.comparing(KnownRule::created)
                        .thenComparing(rule -> rule.rule().name()))
                .toList();
    }

    private static KnownRule known(Step step) {
        String labels = step.labels().isEmpty() ? "" : "\"" + String.join("\", \"", step.labels()) + "\"";
        Rule rule = Given.rule(Given.BOILER
                .replace("boiler-on-when-cold", step.name())
                .replace("\"description\"", "\"labels\": [" + labels + "], \"description\""));
        return KnownRule.first(UUID.randomUUID(), rule, Given.NOW.plusSeconds(step.second()));
    }
}
