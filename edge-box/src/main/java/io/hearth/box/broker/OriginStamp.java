package io.hearth.box.broker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTUtil;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;

/**
 * Writes its arrival time on every message that a client publishes, as the MQTT 5 user property {@value #PROPERTY}, before
 * the message is journaled: what the broker delivers again after {@code kill -9} carries the time it had before, and is
 * recognised by it.
 */
final class OriginStamp implements ActiveMQServerMessagePlugin {
    /** The user property; whatever a client sends under this name is replaced. */
    static final String PROPERTY = "hearth-origin";

    private static final SimpleString COUNT = SimpleString.of(MQTTUtil.MQTT_USER_PROPERTY_EXISTS_KEY);

    private final OriginClock clock;
    private final Repetitions repetitions;

    OriginStamp(OriginClock clock, Repetitions repetitions) {
        this.clock = clock;
        this.repetitions = repetitions;
    }

    @Override
    public void beforeSend(
            ServerSession session, Transaction tx, Message message, boolean direct, boolean noAutoCreate) {
        if (!message.containsProperty(MQTTUtil.MQTT_QOS_LEVEL_KEY)) {
            return;
        }
        int count = message.containsProperty(COUNT) ? withoutForged(message) : 0;
        message.putStringProperty(
                SimpleString.of(MQTTUtil.MQTT_USER_PROPERTY_KEY_PREFIX + count + "." + PROPERTY),
                SimpleString.of(Long.toString(origin(session, message))));
        message.putIntProperty(COUNT, count + 1);
    }

    private long origin(ServerSession session, Message message) {
        return message.getIntProperty(MQTTUtil.MQTT_QOS_LEVEL_KEY) == 1
                ? repetitions.stamp(session.getRemotingConnection(), clock)
                : clock.next();
    }

    /** Takes out what a client sent under our name, and answers how many properties are left. */
    private static int withoutForged(Message message) {
        List<UserProperty> properties = new ArrayList<>();
        for (SimpleString name : message.getPropertyNames()) {
            if (name.startsWith(MQTTUtil.MQTT_USER_PROPERTY_KEY_PREFIX_SIMPLE)) {
                properties.add(UserProperty.of(name, message));
            }
        }
        if (properties.stream().noneMatch(property -> property.key.equals(PROPERTY))) {
            return properties.size();
        }
        properties.forEach(property -> message.removeProperty(property.name));
        properties.removeIf(property -> property.key.equals(PROPERTY));
        properties.sort(Comparator.comparingInt(UserProperty::position));
        for (int i = 0; i < properties.size(); i++) {
            UserProperty property = properties.get(i);
            message.putStringProperty(MQTTUtil.MQTT_USER_PROPERTY_KEY_PREFIX + i + "." + property.key, property.value);
        }
        return properties.size();
    }

    /** Artemis keeps a user property as {@code <prefix><position>.<key>}, so that their order is not lost. */
    private record UserProperty(SimpleString name, int position, String key, String value) {
        static UserProperty of(SimpleString name, Message message) {
            String rest = name.toString().substring(MQTTUtil.MQTT_USER_PROPERTY_KEY_PREFIX.length());
            int dot = rest.indexOf('.');
            return new UserProperty(
                    name,
                    Integer.parseInt(rest.substring(0, dot)),
                    rest.substring(dot + 1),
                    message.getStringProperty(name));
        }
    }
}
