package io.hearth.examples.hexaboard;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import io.hearth.examples.Broker;
import io.hearth.examples.Link;
import io.hearth.examples.LinkListener;
import io.hearth.examples.Unreachable;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One board: {@code online} on {@code hexaboard/<name>/status}, retained, as soon as it is connected; {@code offline} there by its
 * last will, QoS 1 and retained; two sensors, and a light that is switched on {@code hexaboard/<name>/command}.
 */
final class Board implements AutoCloseable {
    private final String name;
    private final Cable cable;
    private final Link link;
    private final AtomicInteger told = new AtomicInteger();
    private double temperature;

    Board(Broker broker, String name) throws IOException {
        this.name = name;
        this.cable = new Cable(broker);
        this.temperature = 20 + name.charAt(0) % 5;
        this.link = new Link(cable.end(), "hexaboard", name, new LinkListener() {
            @Override
            public void up(String device) {
                // Not on the connection's own thread, which is not done with it yet.
                Thread.ofVirtual().start(Board.this::announce);
            }

            @Override
            public void down(String device) {
                // Without power nobody notices.
            }
        });
    }

    /** Connects; blocks until the broker has agreed. The hearer gets each command. */
    void powerUp(int keepAliveSeconds, Consumer<String> commands) throws Unreachable, InterruptedException {
        link.connect(Optional.of(status("offline")), keepAliveSeconds);
        link.listen("hexaboard/" + name + "/command", MqttQos.AT_LEAST_ONCE, heard -> {
            commands.accept(heard.payload());
            told.incrementAndGet();
        });
    }

    private void announce() {
        link.publish(status("online"));
    }

    private Link.Message status(String state) {
        return new Link.Message("hexaboard/" + name + "/status", state, MqttQos.AT_LEAST_ONCE, true);
    }

    /** Says what its sensors see. */
    void measure() {
        temperature += Math.random() - 0.5;
        publish("hexaboard/" + name + "/sensor/temperature", temperature);
        publish("device/" + name + "/sensor/humid", 40 + temperature / 10);
    }

    private void publish(String topic, double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        link.publish(new Link.Message(topic, text, MqttQos.AT_LEAST_ONCE, false));
    }

    /** Its power is cut: nothing more comes of it, not even a good-bye. */
    void losePower() {
        cable.cut();
    }

    /** It has power again, and connects within some seconds. */
    void regainPower() {
        cable.mend();
    }

    /** How many commands it has got. */
    int told() {
        return told.get();
    }

    String name() {
        return name;
    }

    /** One that is switched off says so itself: its will is not spoken. */
    @Override
    public void close() {
        CompletableFuture<?> said = link.publish(status("offline"));
        said.completeOnTimeout(null, 500, TimeUnit.MILLISECONDS)
                .exceptionally(gone -> null)
                .join();
        link.close();
        cable.close();
    }
}
