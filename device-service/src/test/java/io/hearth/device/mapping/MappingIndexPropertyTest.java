package io.hearth.device.mapping;

import static io.hearth.device.Samples.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.bus.TopicFilter;
import io.hearth.contracts.metadata.Device;
import io.hearth.device.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The tree of templates against a matcher that compares every device's every topic. */
class MappingIndexPropertyTest {
    private static final List<String> DEVICES = List.of("d1", "d2", "a");
    private static final List<String> RESOURCES = List.of("r1", "r2", "b");

    @Property(tries = 5000)
    void the_index_finds_what_comparing_every_topic_finds(
            @ForAll("templates") List<String> templates, @ForAll("topics") String topic) {
        MappingIndex index = Samples.index(devices(), profile(templates));

        assertThat(found(index, topic)).isEqualTo(compared(templates, topic));
    }

    private static List<Device> devices() {
        return DEVICES.stream().map(name -> device(name, "p")).toList();
    }

    /** The template of each resource, in turn. */
    private static String profile(List<String> templates) {
        StringBuilder yaml = new StringBuilder("name: p\ndeviceResources:\n");
        for (int i = 0; i < RESOURCES.size(); i++) {
            yaml.append("  - name: ")
                    .append(RESOURCES.get(i))
                    .append("\n    attributes: { topic: \"")
                    .append(templates.get(i))
                    .append("\" }\n    properties: { valueType: String, readWrite: R }\n");
        }
        return yaml.toString();
    }

    private static Set<String> found(MappingIndex index, String topic) {
        Set<String> found = new TreeSet<>();
        if (index.find(topic) instanceof Match.Bound bound) {
            bound.targets().forEach(target -> target.bindings()
                    .forEach(binding -> found.add(target.device().name() + " " + binding.resource())));
        }
        return found;
    }

    private static Set<String> compared(List<String> templates, String topic) {
        Set<String> found = new TreeSet<>();
        for (String device : DEVICES) {
            for (int i = 0; i < RESOURCES.size(); i++) {
                String resource = RESOURCES.get(i);
                String template = templates.get(i);
                // Topics that name no device are the first one's.
                boolean has = template.contains("{device}") || device.equals(DEVICES.getFirst());
                String own = template.replace("{device}", device).replace("{resource}", resource);
                if (has && matches(own.split("/", -1), topic.split("/", -1), 0)) {
                    found.add(device + " " + resource);
                }
            }
        }
        return found;
    }

    /** MQTT 4.7, with {name} as one level or a part of one. */
    private static boolean matches(String[] template, String[] topic, int at) {
        if (at < template.length && template[at].equals("#")) {
            return at > 0 || !topic[0].startsWith("$");
        }
        if (at == template.length || at == topic.length) {
            return at == template.length && at == topic.length;
        }
        return matches(template[at], topic[at], at) && matches(template, topic, at + 1);
    }

    private static boolean matches(String level, String of, int at) {
        if (level.equals("+") || level.equals("{x}")) {
            return at > 0 || !of.startsWith("$");
        }
        int name = level.indexOf("{x}");
        return name < 0 ? level.equals(of) : of.startsWith(level.substring(0, name)) && of.length() > name;
    }

    @Property(tries = 3000)
    void what_is_found_is_subscribed_to_exactly_once(
            @ForAll("templates") List<String> templates, @ForAll("topics") String topic) {
        MappingIndex index = Samples.index(devices(), profile(templates));

        long subscriptions = index.filters().stream()
                .filter(filter -> TopicFilter.of(filter).matches(topic))
                .count();

        assertThat(subscriptions).isLessThanOrEqualTo(1);
        if (index.find(topic) instanceof Match.Bound) {
            assertThat(subscriptions).isEqualTo(1);
        }
    }

    @Provide
    Arbitrary<List<String>> templates() {
        Arbitrary<String> plain =
                levels(List.of("a", "b", "d1", "$s", "+", "{x}", "s-{x}", "{device}", "{device}", "{resource}"));
        return Arbitraries.oneOf(plain, plain, plain.map(text -> text + "/#"), Arbitraries.just("#"))
                .filter(text -> text.split("\\{device", -1).length <= 2
                        && text.split("\\{resource", -1).length <= 2
                        && text.split("\\{x", -1).length <= 2)
                .list()
                .ofSize(RESOURCES.size());
    }

    @Provide
    Arbitrary<String> topics() {
        List<String> names = new ArrayList<>(List.of("a", "b", "", "$s", "s-", "s-1"));
        names.addAll(DEVICES);
        names.addAll(RESOURCES);
        return levels(names);
    }

    private static Arbitrary<String> levels(List<String> of) {
        return Arbitraries.of(of).list().ofMinSize(1).ofMaxSize(4).map(list -> String.join("/", list));
    }
}
