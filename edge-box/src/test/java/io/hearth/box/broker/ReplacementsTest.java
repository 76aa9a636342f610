package io.hearth.box.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption.RetainedHandlingPolicy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.message.impl.CoreMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who subscribes while a retained message is replaced has missed it, until it was sent again and nothing came in between. */
class ReplacementsTest {
    private static final Message MESSAGE = new CoreMessage(1, 64);

    private final List<Set<String>> resent = new ArrayList<>();
    private final Deque<Runnable> underWay = new ArrayDeque<>();
    private final List<Set<String>> givenUp = new ArrayList<>();
    private final AtomicLong now = new AtomicLong(System.nanoTime());
    private final Replacements replacements = new Replacements(
            new Replacements.Resender() {
                @Override
                public void resend(Latecomer latecomer, Map<String, Message> missed, Runnable done) {
                    resent.add(new TreeSet<>(missed.keySet()));
                    underWay.add(done);
                }

                @Override
                public void gaveUp(Latecomer latecomer, Set<String> topics) {
                    givenUp.add(topics);
                }
            },
            Duration.ofSeconds(10),
            now::get);

    @Test
    void one_whom_nothing_came_across_is_sent_nothing() {
        replacements.began("a", MESSAGE);
        replacements.ended("a");

        subscribed("a");

        replacements.began("a", MESSAGE);
        replacements.ended("a");
        assertThat(resent).isEmpty();
    }

    @Test
    void what_began_before_it_or_meanwhile_is_sent_when_it_is_there_and_all_at_once() {
        replacements.began("a", MESSAGE);
        Latecomer late = subscribing("#");
        replacements.began("b", MESSAGE);
        replacements.ended("b");
        replacements.ended("a");
        assertThat(resent).isEmpty();

        answered(late);

        assertThat(resent).containsExactly(Set.of("a", "b"));
    }

    @Test
    void what_is_not_there_yet_is_sent_later() {
        replacements.began("a", MESSAGE);
        replacements.began("a", MESSAGE);
        answered(subscribing("a"));
        replacements.ended("a");
        assertThat(resent).isEmpty();

        replacements.ended("a");

        assertThat(resent).containsExactly(Set.of("a"));
    }

    @Test
    void what_is_replaced_while_it_is_sent_is_sent_again() {
        replacements.began("a", MESSAGE);
        answered(subscribing("a"));
        replacements.ended("a");
        replacements.began("a", MESSAGE);
        underWay.remove().run();
        assertThat(resent).hasSize(1);

        replacements.ended("a");

        assertThat(resent).containsExactly(Set.of("a"), Set.of("a"));
        underWay.remove().run();
        replacements.began("a", MESSAGE);
        replacements.ended("a");
        assertThat(resent).hasSize(2);
    }

    @Test
    void what_is_replaced_again_and_again_for_too_long_is_given_up() {
        replacements.began("a", MESSAGE);
        answered(subscribing("a"));
        replacements.ended("a");
        replacements.began("a", MESSAGE);
        now.addAndGet(Duration.ofSeconds(11).toNanos());

        underWay.remove().run();

        assertThat(givenUp).containsExactly(Set.of("a"));
        replacements.ended("a");
        assertThat(resent).hasSize(1);
    }

    @Test
    void one_that_has_gone_without_an_answer_is_forgotten() {
        replacements.began("a", MESSAGE);
        Latecomer late = subscribing("a");

        replacements.gone(late.connection());

        assertThat(replacements.answered(late.connection(), late.packetId())).isEmpty();
        replacements.ended("a");
        assertThat(resent).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a/b, a/b, true",
        "a/+, a/b, true",
        "a/+, a/b/c, false",
        "a/#, a, true",
        "#, a/b, true",
        "#, $SYS/x, false",
        "+/x, $SYS/x, false",
        "$SYS/#, $SYS/x, true",
        "$share/group/a, a, false",
        "a/#/b, a/x/b, false"
    })
    void a_filter_is_for_the_topics_that_mqtt_says(String filter, String topic, boolean matches) {
        assertThat(subscribing(filter).wants(topic)).isEqualTo(matches);
    }

    @Test
    void one_that_wants_nothing_retained_has_missed_nothing() {
        MqttSubscriptionOption none = new MqttSubscriptionOption(
                MqttQoS.AT_LEAST_ONCE, false, false, RetainedHandlingPolicy.DONT_SEND_AT_SUBSCRIBE);
        Latecomer late = Latecomer.of(
                null,
                MqttMessageBuilders.subscribe()
                        .messageId(1)
                        .addSubscription("a", none)
                        .build());

        assertThat(late.wants("a")).isFalse();
    }

    private void subscribed(String filter) {
        answered(subscribing(filter));
    }

    private Latecomer subscribing(String filter) {
        Latecomer late = Latecomer.of(
                null,
                MqttMessageBuilders.subscribe()
                        .messageId(1)
                        .addSubscription(MqttQoS.AT_LEAST_ONCE, filter)
                        .build());
        replacements.subscribing(late);
        return late;
    }

    private void answered(Latecomer late) {
        assertThat(replacements.answered(late.connection(), late.packetId())).contains(late);
        replacements.served(late);
    }
}
