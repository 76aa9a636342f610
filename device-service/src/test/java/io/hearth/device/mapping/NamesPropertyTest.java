package io.hearth.device.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.device.Samples;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Devices may be called anything (EdgeX allows it); a topic's level may not (MQTT 4.7.1). */
class NamesPropertyTest {
    private static final String FORBIDDEN = "/+#\0";

    @Provide
    Arbitrary<String> names() {
        Arbitrary<String> shortOnes = Arbitraries.strings()
                .withChars(' ', '/', '+', '#', '$', '{', '}', '.', '-', 'a', 'Z', '한', '글', 'é', '\0', '"', '\\')
                .ofMinLength(1)
                .ofMaxLength(12);
        return Arbitraries.oneOf(
                shortOnes,
                shortOnes.map(name -> name + "한".repeat(20_000)),
                Arbitraries.of("+", "#", "/", " ", "{device}", "{resource}", "$SYS", "..", "한글 이름"));
    }

    @Property(tries = 300)
    void a_device_whose_name_can_be_a_level_is_heard_and_told_there_and_another_has_a_problem(
            @ForAll("names") String name) {
        MappingIndex index = Samples.index(
                List.of(Samples.device(name, "room-thermometer"), Samples.device("other", "boiler")),
                Samples.THERMOMETER,
                Samples.BOILER);
        boolean level = name.chars().noneMatch(c -> FORBIDDEN.indexOf(c) >= 0);
        TopicTemplate told = TopicTemplate.of("home/{device}/control/{correlation}");

        assertThat(index.device(name).orElseThrow().problems().isEmpty()).isEqualTo(level);
        if (level) {
            assertThat(index.find("home/" + name + "/temperature"))
                    .isInstanceOfSatisfying(Match.Bound.class, bound -> assertThat(bound.targets())
                            .singleElement()
                            .satisfies(
                                    target -> assertThat(target.device().name()).isEqualTo(name)));
            assertThat(told.topic(name, "r", "id")).isEqualTo("home/" + name + "/control/id");
        } else {
            assertThatThrownBy(() -> told.topic(name, "r", "id")).hasMessageContaining("cannot be one topic level");
        }
        assertThat(index.find("home/other/status")).isInstanceOf(Match.Bound.class);
    }
}
