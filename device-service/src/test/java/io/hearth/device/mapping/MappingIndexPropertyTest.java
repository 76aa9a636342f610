package io.hearth.device.mapping;

import static io.hearth.device.Samples.device;
import static org.assertj.core.api.Assertions.assertThat;

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

    @Property
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
                if (template.contains("{device}")
                        && template.replace("{device}", device)
                                .replace("{resource}", resource)
                                .equals(topic)) {
                    found.add(device + " " + resource);
                }
            }
        }
        return found;
    }

    @Provide
    Arbitrary<List<String>> templates() {
        return levels(List.of("a", "b", "d1", "{device}", "{device}", "{resource}"))
                .filter(text -> text.split("\\{device", -1).length <= 2 && text.split("\\{resource", -1).length <= 2)
                .list()
                .ofSize(RESOURCES.size());
    }

    @Provide
    Arbitrary<String> topics() {
        List<String> names = new ArrayList<>(List.of("a", "b"));
        names.addAll(DEVICES);
        names.addAll(RESOURCES);
        return levels(names);
    }

    private static Arbitrary<String> levels(List<String> of) {
        return Arbitraries.of(of).list().ofMinSize(1).ofMaxSize(3).map(list -> String.join("/", list));
    }
}
