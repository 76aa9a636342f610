package io.hearth.examples.smarthome.devices;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import io.hearth.examples.Broker;
import io.hearth.examples.Link;
import io.hearth.examples.LinkListener;
import io.hearth.examples.Unreachable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/**
 * A room's thermometer: a bare number on {@code home/<room>/temperature}, QoS 1. It also listens there, so that somebody
 * at the keyboard can be the weather.
 */
public final class Thermometer implements AutoCloseable {
    private static final double LOWEST = -50;
    private static final double HIGHEST = 60;

    private final String topic;
    private final Link link;
    private final Echoes echoes = new Echoes();

    public Thermometer(Broker broker, String room, LinkListener listener) {
        this.topic = "home/" + room + "/temperature";
        this.link = new Link(broker, "smart-home", room, new LinkListener() {
            @Override
            public void up(String device) {
                echoes.forget();
                listener.up(device);
            }

            @Override
            public void down(String device) {
                listener.down(device);
            }
        });
    }

    /**
     * Connects and listens; blocks.
     *
     * @param weather gets a temperature that somebody else published here, degrees Celsius
     * @param complaint gets a line about something that is not a temperature
     */
    public void start(DoubleConsumer weather, Consumer<String> complaint) throws Unreachable, InterruptedException {
        link.connect(Optional.empty());
        link.listen(topic, MqttQos.AT_LEAST_ONCE, heard -> {
            // A value kept from an earlier day is not the weather.
            if (!heard.kept() && !echoes.isOwn(heard.payload())) {
                parse(heard.payload())
                        .ifPresentOrElse(
                                weather::accept,
                                () -> complaint.accept("somebody published something on " + topic
                                        + " that is not a temperature from -50 to 60; the house does not mind"));
            }
        });
    }

    /** Publishes with one decimal; returns what was published. */
    public double publish(double celsius) {
        BigDecimal shown = BigDecimal.valueOf(celsius).setScale(1, RoundingMode.HALF_UP);
        echoes.sent(shown.toString());
        link.publish(new Link.Message(topic, shown.toString(), MqttQos.AT_LEAST_ONCE, false));
        return shown.doubleValue();
    }

    @Override
    public void close() {
        link.close();
    }

    /** A temperature that a room can have, else empty. */
    static Optional<Double> parse(String payload) {
        try {
            double celsius = new BigDecimal(payload.strip()).doubleValue();
            return celsius >= LOWEST && celsius <= HIGHEST ? Optional.of(celsius) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
