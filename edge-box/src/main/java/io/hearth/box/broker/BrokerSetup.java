package io.hearth.box.broker;

import io.hearth.box.BoxConfig;
import io.hearth.box.Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.DiskFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.PageFullMessagePolicy;
import org.apache.activemq.artemis.utils.critical.CriticalAnalyzerPolicy;

/** The broker's settings in Artemis' words: everything is journaled before it is acknowledged, and nothing grows without end. */
final class BrokerSetup {
    private static final int JOURNAL_BUFFER = 512 * 1024;
    private static final long MINUTE = 60_000;

    private BrokerSetup() {}

    static Configuration configuration(BoxConfig.Broker config, Server address, Path data, long minFreeDisk)
            throws Exception {
        Configuration setup = new ConfigurationImpl()
                .setName("hearth")
                .setPersistenceEnabled(true)
                .setSecurityEnabled(config.user().isPresent())
                .setJMXManagementEnabled(false)
                .setMessageCounterEnabled(false)
                .setGracefulShutdownEnabled(false)
                .setThreadPoolMaxSize(2 * config.threads())
                .setScheduledThreadPoolMaxSize(2)
                .setBindingsDirectory(data.resolve("bindings").toString())
                .setJournalDirectory(data.resolve("journal").toString())
                .setLargeMessagesDirectory(data.resolve("large").toString())
                .setPagingDirectory(data.resolve("paging").toString());
        setup.setSuppressSessionNotifications(true);
        // An edge box's disk may stall for a while; the broker must wait for it, not end the whole process.
        setup.setCriticalAnalyzerPolicy(CriticalAnalyzerPolicy.LOG);
        journal(setup, config);
        setup.setGlobalMaxSize(config.maxMemory().asLongValue());
        // Not a share of the disk, the default: nine tenths of a big disk may be taken with plenty of room left.
        setup.setMaxDiskUsage(-1);
        setup.setMinDiskFree(minFreeDisk);
        setup.addAddressSetting("#", addresses(config));
        setup.addAcceptorConfiguration(acceptor(config, address));
        return setup;
    }

    private static void journal(Configuration setup, BoxConfig.Broker config) {
        setup.setJournalType(JournalType.NIO)
                .setJournalDatasync(true)
                .setJournalSyncTransactional(true)
                .setJournalSyncNonTransactional(true)
                .setJournalFileSize(config.journalFile().asBigInteger().intValueExact())
                .setJournalMinFiles(2)
                .setJournalBufferSize_NIO(JOURNAL_BUFFER)
                .setJournalBufferTimeout_NIO((int) config.journalDelay().toNanos());
        setup.setJournalPoolFiles(4);
    }

    private static AddressSettings addresses(BoxConfig.Broker config) {
        return new AddressSettings()
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                .setMaxSizeBytes(config.maxMemoryPerSubscription().asLongValue())
                .setPageSizeBytes(1024 * 1024)
                .setPageLimitBytes(config.maxDiskPerSubscription().asLongValue())
                .setPageFullMessagePolicy(PageFullMessagePolicy.FAIL)
                .setDiskFullMessagePolicy(DiskFullMessagePolicy.FAIL)
                // A client that comes and goes must find its messages however often: the default drops them after ten
                // times.
                .setMaxDeliveryAttempts(-1)
                .setAutoCreateAddresses(true)
                .setAutoCreateQueues(true)
                .setAutoDeleteAddresses(true)
                .setAutoDeleteAddressesDelay(MINUTE)
                // A subscription lives as long as its session, with or without messages and consumers.
                .setAutoDeleteQueues(false)
                .setDeadLetterAddress((SimpleString) null)
                .setExpiryAddress((SimpleString) null);
    }

    private static TransportConfiguration acceptor(BoxConfig.Broker config, Server address) {
        Map<String, Object> transport = Map.of(
                TransportConstants.HOST_PROP_NAME,
                address.host(),
                TransportConstants.PORT_PROP_NAME,
                address.port(),
                TransportConstants.PROTOCOLS_PROP_NAME,
                "MQTT",
                TransportConstants.TCP_NODELAY_PROPNAME,
                true,
                TransportConstants.USE_EPOLL_PROP_NAME,
                false,
                TransportConstants.REMOTING_THREADS_PROPNAME,
                config.threads());
        Map<String, Object> mqtt = Map.of(
                "maximumPacketSize", config.maxPacket().asBigInteger().intValueExact(),
                "defaultMaximumInFlightPublishMessages", config.maxInFlight(),
                "defaultMqttSessionExpiryInterval",
                        config.sessionExpiry()
                                .map(Duration::toSeconds)
                                .map(Math::toIntExact)
                                .orElse(-1));
        return new TransportConfiguration(NettyAcceptorFactory.class.getName(), transport, "mqtt", mqtt);
    }
}
