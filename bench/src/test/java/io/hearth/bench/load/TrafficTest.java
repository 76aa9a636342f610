package io.hearth.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the load generator makes of the commands that come to its devices. */
class TrafficTest {
    private static final Plan PLAN =
            new Plan(1883, "bench/{device}/current", "bench/+/set", 2, 2, 1, 1, 64, 0, Plan.Watch.NONE);
    /** Longer than anything that is awaited takes. */
    private static final double SOON = 20;

    private final NioEventLoopGroup loop = new NioEventLoopGroup(1);
    private final Traffic traffic = new Traffic(PLAN, loop);
    private final Readings readings = new Readings(PLAN);

    @BeforeEach
    void begin() {
        readings.share(0.5);
        traffic.begin(false);
    }

    @AfterEach
    void end() {
        traffic.close();
        loop.shutdownGracefully();
    }

    @Test
    void each_reading_that_crosses_the_limit_is_answered_by_the_command_with_its_value() throws Exception {
        Readings.Reading first = crossing();
        Readings.Reading second = crossing();
        command(second);
        command(first);

        Heard heard = traffic.settle(SOON, 0);

        assertThat(heard.commanded()).isEqualTo(2);
        assertThat(heard.commands().histogram().getTotalCount()).isEqualTo(2);
        assertThat(heard.strange()).isEmpty();
    }

    @Test
    void a_command_that_a_newer_one_overtook_is_neither_waited_for_nor_strange() throws Exception {
        crossing();
        command(crossing());
        long begin = System.nanoTime();

        Heard heard = traffic.settle(SOON, 1);

        assertThat(System.nanoTime() - begin).isLessThan(10_000_000_000L);
        assertThat(heard.commanded()).isEqualTo(1);
        assertThat(heard.strange()).isEmpty();
    }

    @Test
    void a_command_that_comes_again_is_strange_though_the_same_value_comes_in_the_next_load_too() throws Exception {
        Readings.Reading crossing = crossing();
        command(crossing);
        command(crossing);
        assertThat(traffic.settle(SOON, 0).strange())
                .isEqualTo("the command %s came twice to bench/boiler-%d/set"
                        .formatted(value(crossing), crossing.device()));

        traffic.begin(false);
        command(crossing());
        assertThat(traffic.settle(SOON, 0).strange()).isEmpty();
    }

    @Test
    void commands_of_earlier_loads_that_come_late_are_counted_by_themselves() throws Exception {
        Readings.Reading first = crossing();
        traffic.begin(false);
        Readings.Reading second = crossing();
        traffic.begin(false);
        command(first);
        command(second);
        command(crossing());

        Heard heard = traffic.settle(SOON, 0);

        assertThat(heard.late()).isEqualTo(2);
        assertThat(heard.commanded()).isEqualTo(1);
        assertThat(heard.strange()).isEmpty();
    }

    @Test
    void a_command_that_no_reading_asked_for_is_strange_and_not_counted() throws Exception {
        command(0, "on");

        Heard heard = traffic.settle(SOON, 0);

        assertThat(heard.commanded()).isZero();
        assertThat(heard.strange()).isEqualTo("the command on came to bench/boiler-0/set, which no reading asked for");
    }

    @Test
    void a_reading_that_was_not_sent_brings_no_command() throws Exception {
        Readings.Reading crossing = crossing();
        traffic.unsent(crossing);

        assertThat(traffic.settle(SOON, 0).commanded()).isZero();
        command(crossing);
        assertThat(traffic.settle(SOON, 0).strange()).contains("which no reading asked for");
    }

    private Readings.Reading crossing() {
        Readings.Reading reading = readings.next();
        while (!reading.crosses()) {
            reading = readings.next();
        }
        traffic.due(reading, System.nanoTime());
        return reading;
    }

    private void command(Readings.Reading reading) {
        command(reading.device(), value(reading));
    }

    /** As it is in the reading's message, {@code {"current":10.000002,...}}. */
    private static String value(Readings.Reading reading) {
        String message = new String(reading.payload(), StandardCharsets.US_ASCII);
        return message.substring(message.indexOf(':') + 1, message.indexOf(','));
    }

    private void command(int device, String payload) {
        traffic.commands()
                .received(MqttMessageBuilders.publish()
                        .topicName("bench/boiler-" + device + "/set")
                        .qos(MqttQoS.AT_MOST_ONCE)
                        .payload(Unpooled.copiedBuffer(payload, StandardCharsets.UTF_8))
                        .build());
    }
}
