package io.hearth.box.broker;

import io.hearth.box.BoxConfig;
import io.hearth.box.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.management.MBeanServerFactory;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;

/**
 * The broker in the box: MQTT 3.1.1 and 5 by Apache Artemis. What it acknowledged is on disk, so sessions, retained and
 * queued messages survive {@code kill -9}.
 */
public final class EmbeddedBroker implements AutoCloseable {
    /** Several lines for every message, or news of no use to the box's owner. Kept referenced: levels are lost with the logger. */
    private static final Logger[] QUIET = Stream.of(
                    "org.apache.activemq.audit",
                    "org.apache.artemis.audit",
                    "org.apache.activemq.audit.base",
                    "org.apache.activemq.audit.resource",
                    "org.apache.activemq.audit.message")
            .map(Logger::getLogger)
            .toArray(Logger[]::new);

    private final ActiveMQServer server;
    private final ClientNotices notices;

    private EmbeddedBroker(ActiveMQServer server, ClientNotices notices) {
        this.server = server;
        this.notices = notices;
    }

    /**
     * Starts the broker and returns when it takes connections.
     *
     * @param address     where it listens
     * @param data        its folder, made when missing
     * @param minFreeDisk bytes; with less room on the disk publishers are refused
     * @throws IOException when the folder cannot be used
     * @throws BrokerFailed when the broker does not come up
     */
    public static EmbeddedBroker start(BoxConfig.Broker config, Server address, Path data, long minFreeDisk)
            throws IOException {
        for (Logger logger : QUIET) {
            logger.setLevel(Level.OFF);
        }
        Files.createDirectories(data);
        OriginClock clock =
                OriginClock.goingOnFrom(data.resolve("last-origin"), Clock.systemUTC(), config.maxClockStep());
        Repetitions repetitions = new Repetitions(Unanswered.in(data.resolve("unanswered")));
        Unheard unheard = new Unheard();
        MessageOrder order = new MessageOrder();
        RetainedForLatecomers retained = new RetainedForLatecomers(config.retainedPatience());
        try {
            ActiveMQServer server = ActiveMQServers.newActiveMQServer(
                    BrokerSetup.configuration(config, address, data, minFreeDisk),
                    // Nothing is managed by JMX; the platform's own takes a while to make.
                    MBeanServerFactory.newMBeanServer(),
                    security(config));
            server.getServiceRegistry().addIncomingInterceptor(ConnackFirst.incoming());
            server.getServiceRegistry().addIncomingInterceptor(FarewellFirst.incoming(server));
            server.getServiceRegistry().addIncomingInterceptor(KeepAlives.incoming());
            server.getServiceRegistry().addIncomingInterceptor(repetitions.incoming());
            server.getServiceRegistry().addIncomingInterceptor(unheard.incoming());
            server.getServiceRegistry().addIncomingInterceptor(retained.incoming());
            server.getServiceRegistry().addOutgoingInterceptor(repetitions.outgoing());
            server.getServiceRegistry().addOutgoingInterceptor(retained.outgoing());
            ClientNotices notices = new ClientNotices(server, config.maxToldClients());
            if (config.clientNotices()) {
                server.getServiceRegistry().addIncomingInterceptor(notices.incoming());
                server.getServiceRegistry().addOutgoingInterceptor(notices.outgoing());
            }
            server.getServiceRegistry().addOutgoingInterceptor(unheard.outgoing());
            server.getServiceRegistry().addOutgoingInterceptor(order.outgoing());
            server.registerBrokerPlugin(new OriginStamp(clock, repetitions));
            server.registerBrokerPlugin(unheard);
            server.registerBrokerPlugin(order);
            server.registerBrokerPlugin(retained);
            server.registerBrokerPlugin(new DeliveryFirst());
            server.start();
            if (!server.waitForActivation(30, TimeUnit.SECONDS)
                    || !server.getRemotingService().isStarted()) {
                server.stop();
                throw new BrokerFailed("the broker did not come up at " + address, null);
            }
            return new EmbeddedBroker(server, notices);
        } catch (BrokerFailed failed) {
            throw failed;
        } catch (Exception failure) {
            throw new BrokerFailed("the broker did not come up at " + address + ": " + failure.getMessage(), failure);
        }
    }

    private static ActiveMQSecurityManager security(BoxConfig.Broker config) {
        return config.user()
                .<ActiveMQSecurityManager>map(
                        user -> new OneUser(user, config.password().orElse("")))
                .orElse(null);
    }

    /** What is behind it. */
    ActiveMQServer server() {
        return server;
    }

    /** Takes no more connections, writes what is under way, and stops. */
    @Override
    public void close() {
        notices.stopping();
        try {
            server.stop();
        } catch (Exception failure) {
            throw new BrokerFailed("the broker did not stop cleanly: " + failure.getMessage(), failure);
        }
    }
}
