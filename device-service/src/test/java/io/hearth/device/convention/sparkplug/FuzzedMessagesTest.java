package io.hearth.device.convention.sparkplug;

import static io.hearth.device.convention.sparkplug.PlayedNode.data;
import static io.hearth.device.convention.sparkplug.PlayedNode.message;
import static io.hearth.device.convention.sparkplug.PlayedNode.metric;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.device.intake.DeviceMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.eclipse.tahu.message.model.Metric;
import org.eclipse.tahu.message.model.MetricDataType;
import org.eclipse.tahu.message.model.Template;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Messages of Sparkplug B that are nearly right: each is handed on, read or with a reason, and none stops those behind it. */
class FuzzedMessagesTest {
    @Test
    void whatever_comes_is_handed_on_once() throws Exception {
        take(5_000, new SplittableRandom(1));
    }

    @Tag("long")
    @Test
    void of_many_more_too() throws Exception {
        take(50_000, new SplittableRandom(2));
    }

    private static void take(int messages, SplittableRandom random) throws Exception {
        List<DeviceMessage> seeds = seeds();
        PlayedHost host = new PlayedHost();
        for (int i = 0; i < messages; i++) {
            DeviceMessage seed = seeds.get(random.nextInt(seeds.size()));
            host.hears(message(seed.topic(), mutated(seed.payload(), random)));
            if (i % 50 == 0) {
                host.later(PlayedHost.WAIT);
            }
        }
        host.later(2 * PlayedHost.WAIT);

        assertThat(host.passed).isEqualTo(messages);
        assertThat(host.reasons()).doesNotContain("internal-error");
        assertThat(host.letters)
                .allSatisfy(letter -> assertThat(letter.detail()).isNotBlank());
        // Some of what is nearly right is right.
        assertThat(host.events.size()).isGreaterThan(messages / 10);
        host.letters.clear();
        PlayedNode after = new PlayedNode();
        host.hears(after.nodeBirth(), after.birth("fine", metric("x", 1L, MetricDataType.Int32, 5)));
        assertThat(host.told()).endsWith("fine: x=5");
    }

    private static List<DeviceMessage> seeds() throws Exception {
        PlayedNode node = new PlayedNode();
        Template template = new Template.TemplateBuilder()
                .templateRef("t")
                .definition(false)
                .addMetric(metric("rpm", null, MetricDataType.Int32, -5))
                .createTemplate();
        Metric[] all = {
            metric("a", 1L, MetricDataType.Int8, (byte) -1),
            metric(
                    "b",
                    2L,
                    MetricDataType.UInt64,
                    java.math.BigInteger.TWO.pow(64).subtract(java.math.BigInteger.ONE)),
            metric("c", 3L, MetricDataType.Float, 1.5f),
            metric("d", 4L, MetricDataType.StringArray, new String[] {"x", "y"}),
            metric("e", 5L, MetricDataType.BooleanArray, new Boolean[] {true, false}),
            metric("f", 6L, MetricDataType.Template, template),
            metric("g", 7L, MetricDataType.Bytes, new byte[] {1, 2, 3}),
            metric("h", 8L, MetricDataType.Text, null)
        };
        return new ArrayList<>(List.of(
                node.nodeBirth(all[1]),
                node.birth("p", all),
                node.data("p", all[2], data(1, MetricDataType.Int8, (byte) 7)),
                node.data("p", data(4, MetricDataType.StringArray, new String[] {"z"})),
                node.nodeData(data(2, MetricDataType.UInt64, java.math.BigInteger.ONE)),
                node.death("p"),
                node.nodeDeath()));
    }

    private static byte[] mutated(byte[] seed, SplittableRandom random) {
        byte[] payload = seed.clone();
        for (int i = random.nextInt(4); i > 0 && payload.length > 0; i--) {
            int at = random.nextInt(payload.length);
            switch (random.nextInt(4)) {
                case 0 -> payload[at] = (byte) random.nextInt(256);
                case 1 -> payload[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> payload = Arrays.copyOf(payload, at);
                default -> System.arraycopy(payload, at, payload, 0, payload.length - at);
            }
        }
        return payload;
    }
}
