package io.hearth.examples.smarthome.devices;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import io.hearth.examples.Broker;
import io.hearth.examples.Link;
import io.hearth.examples.LinkListener;
import io.hearth.examples.Unreachable;
import io.hearth.examples.smarthome.house.BoilerState;
import io.hearth.examples.smarthome.house.Order;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The boiler as the network sees it: obeys {@code home/boiler/control} (QoS 2), reports on {@code home/boiler/status}
 * (QoS 1, retained). When its power is cut the broker reports for it that it does not heat.
 */
public final class BoilerUnit implements AutoCloseable {
    /** The device's name. */
    public static final String NAME = "boiler";

    private static final String CONTROL = "home/boiler/control";
    private static final String STATUS = "home/boiler/status";

    private final Link link;

    public BoilerUnit(Broker broker, LinkListener listener) {
        this.link = new Link(broker, "smart-home", NAME, listener);
    }

    /**
     * Connects and listens; blocks.
     *
     * @param state what it reports now
     * @param orders gets each order as it comes
     * @param complaint gets a line about an order that is not understood or not obeyed
     */
    public void start(BoilerState state, Consumer<Order> orders, Consumer<String> complaint)
            throws Unreachable, InterruptedException {
        link.connect(Optional.of(status(new BoilerState(state.current(), false))));
        AtomicBoolean fresh = new AtomicBoolean(true);
        link.listen(CONTROL, MqttQos.EXACTLY_ONCE, heard -> {
            if (fresh.getAndSet(false) && heard.kept()) {
                // It is about a house of another day. After a lost connection the kept order is today's, and is obeyed.
                complaint.accept("boiler: " + heard.payload() + " is from an earlier run; waiting for a new order");
                return;
            }
            try {
                orders.accept(Orders.parse(heard.payload()));
            } catch (IllegalArgumentException e) {
                complaint.accept("boiler: order not understood, " + e.getMessage());
            }
        });
    }

    /** Reports; the future is done when the broker has it, or at once when it is not there. */
    public CompletableFuture<?> report(BoilerState state) {
        return link.publish(status(state));
    }

    @Override
    public void close() {
        link.close();
    }

    private static Link.Message status(BoilerState state) {
        String payload =
                String.format(Locale.ROOT, "{\"current\":%.1f,\"heating\":%b}", state.current(), state.heating());
        return new Link.Message(STATUS, payload, MqttQos.AT_LEAST_ONCE, true);
    }
}
