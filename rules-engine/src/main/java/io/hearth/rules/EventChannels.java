package io.hearth.rules;

import io.hearth.rules.store.Share;
import io.hearth.runtime.bus.BusConnector;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.Flow;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;

/** Events from devices: each share of the devices has a session at the broker, with whichever replica looks after it. */
@Singleton
class EventChannels {
    private static final String EVENTS = "re-events";
    private static final int ABOVE_ALL = 1000;

    private final Multi<Message<byte[]>> events;
    private final BusConnector connector;
    private final String topic;
    private final String clientId;

    EventChannels(
            @Channel(EVENTS) Multi<Message<byte[]>> events,
            @Connector(BusConnector.NAME) BusConnector connector,
            @ConfigProperty(name = "mp.messaging.incoming." + EVENTS + ".topic") String topic,
            @ConfigProperty(name = "mp.messaging.incoming." + EVENTS + ".client-id") String clientId) {
        this.events = events;
        this.connector = connector;
        this.topic = topic;
        this.clientId = clientId;
    }

    /** The name of a share's channel. */
    static String name(Share share) {
        return share.isAll() ? EVENTS : EVENTS + "-" + share.number();
    }

    /** What comes for a share: all events, since which devices they are of cannot be said in a filter. */
    Multi<Message<byte[]>> of(Share share) {
        return share.isAll() ? events : Multi.createFrom().publisher(messages(share));
    }

    @SuppressWarnings("unchecked")
    private Flow.Publisher<Message<byte[]>> messages(Share share) {
        return (Flow.Publisher<Message<byte[]>>) connector.getPublisher(channel(share));
    }

    /** As many shares as there are sessions: with another number of them each hears of other devices. */
    private Config channel(Share share) {
        Map<String, String> attributes = Map.of(
                "channel-name",
                name(share),
                "topic",
                topic,
                "client-id",
                clientId + "-" + share.number() + "-of-" + share.of());
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(attributes, name(share), ABOVE_ALL))
                .build();
    }
}
