package io.hearth.device.convention.sparkplug;

import static io.hearth.device.convention.sparkplug.PlayedNode.data;
import static io.hearth.device.convention.sparkplug.PlayedNode.metric;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.device.intake.DeviceMessage;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.tahu.message.model.MetricDataType;
import org.junit.jupiter.api.Test;

/** Where a mapping's filter covers Sparkplug's topics too, a broker may deliver each message once per filter. */
class TwiceDeliveredTest {
    private final PlayedNode node = new PlayedNode();
    private final PlayedHost host = new PlayedHost();

    @Test
    void what_comes_once_per_filter_is_read_once_and_no_node_is_asked_for_what_it_has_said() {
        List<DeviceMessage> said = List.of(
                node.nodeBirth(),
                node.birth("pump", metric("level", 7L, MetricDataType.Int32, 1)),
                node.data("pump", data(7, MetricDataType.Int32, 2)),
                // The same value again is another message.
                node.data("pump", data(7, MetricDataType.Int32, 2)),
                node.nodeDeath());

        host.hears(said.stream().flatMap(message -> Stream.of(message, message)).toArray(DeviceMessage[]::new));
        host.later(0);

        assertThat(host.asked).isEmpty();
        assertThat(host.told())
                .containsExactly(
                        "n: state=ONLINE",
                        "n: Node-Control-Rebirth=false",
                        "pump: state=ONLINE",
                        "pump: level=1",
                        "pump: level=2",
                        "pump: level=2",
                        "n: state=OFFLINE",
                        "pump: state=OFFLINE");
    }
}
