package io.hearth.runtime.bus;

import io.smallrye.reactive.messaging.mqtt.Clients;
import io.smallrye.reactive.messaging.mqtt.session.MqttClientSession;
import io.smallrye.reactive.messaging.mqtt.session.SessionState;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/**
 * Connects a channel anew once somebody listens to it. The connector connects while it is built, before anybody can have
 * subscribed, and drops what comes until then. What a broker sends at once are the messages that the process had not yet
 * acknowledged when it died: they would be neither handled nor sent again until the next disconnect.
 */
final class FreshSession {
    private static final Logger LOG = Logger.getLogger(FreshSession.class);
    private static final int PATIENCE_SECONDS = 2;

    private FreshSession() {}

    /** Ends the channel's connection, if there is one already, and makes another; the broker keeps the session. */
    static void of(String channel) {
        Optional<String> clientId = ConfigProvider.getConfig()
                .getOptionalValue("mp.messaging.incoming." + channel + ".client-id", String.class);
        clientId.flatMap(FreshSession::session)
                // Without a connection there is nothing to lose, and stopping would wait for one.
                .filter(session ->
                        session.getState() == SessionState.CONNECTED || session.getState() == SessionState.CONNECTING)
                .ifPresent(FreshSession::connectAnew);
    }

    private static void connectAnew(MqttClientSession session) {
        session.stop().onComplete(stopped -> session.start());
        // The connection may break by itself just now, and then nobody says "stopped". Starting twice does no harm.
        CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS).execute(session::start);
    }

    private static Optional<MqttClientSession> session(String clientId) {
        return holders().entrySet().stream()
                .filter(entry -> entry.getKey().contains("-[" + clientId + "]"))
                .map(entry -> entry.getValue().getClient())
                .findFirst();
    }

    /** The connector has no door to its sessions. */
    @SuppressWarnings("unchecked")
    private static Map<String, Clients.ClientHolder> holders() {
        try {
            Field clients = Clients.class.getDeclaredField("clients");
            clients.setAccessible(true);
            return (Map<String, Clients.ClientHolder>) clients.get(null);
        } catch (ReflectiveOperationException otherVersion) {
            LOG.errorf(otherVersion, "messages redelivered at start are late: the MQTT connector has changed");
            return Map.of();
        }
    }
}
