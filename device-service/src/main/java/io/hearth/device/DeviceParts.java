package io.hearth.device;

import io.hearth.device.convention.ConventionFilters;
import io.hearth.device.discovery.UnknownDevices;
import io.hearth.device.intake.BusOutlet;
import io.hearth.device.intake.Conversions;
import io.hearth.device.intake.KnownBrokers;
import io.hearth.device.intake.OriginClock;
import io.hearth.device.mapping.BrokerRule;
import io.hearth.device.mapping.MappingRules;
import io.hearth.device.reading.LastReadings;
import io.hearth.device.reading.PayloadLimits;
import io.hearth.device.registry.DeviceCatalog;
import io.hearth.device.registry.OperatingStates;
import io.hearth.device.reply.Confirmations;
import io.hearth.device.reply.Replies;
import io.hearth.device.reply.ReplyConfig;
import io.hearth.device.telemetry.SentEvents;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.bus.BusConfig;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The plain objects that several features of this service share. */
final class DeviceParts {
    private DeviceParts() {}

    @Produces
    @Singleton
    static KnownBrokers brokers(DeviceConfig config, BusConfig bus) {
        return KnownBrokers.of(config, bus);
    }

    @Produces
    @Singleton
    static MappingRules rules(DeviceConfig config, KnownBrokers known, Bus bus) {
        Map<String, BrokerRule> brokers = new HashMap<>();
        known.byName().forEach((name, settings) -> brokers.put(name, settings.rule()));
        brokers.computeIfPresent(
                MappingRules.DEFAULT_BROKER, (name, rule) -> rule.beside(ConventionFilters.of(config.conventions())));
        return new MappingRules(
                brokers.get(MappingRules.DEFAULT_BROKER).incomingTopic(),
                bus.topics().base(),
                brokers,
                Optional.of(config.reply().topic()));
    }

    @Produces
    @Singleton
    static DeviceCatalog catalog(MappingRules rules) {
        return new DeviceCatalog(rules);
    }

    @Produces
    @Singleton
    static LastReadings lastReadings(DeviceConfig config) {
        return new LastReadings(config.payload().lastReadingsPerDevice());
    }

    @Produces
    @Singleton
    static Conversions conversions(DeviceConfig config, OperatingStates states) {
        return new Conversions(config.values().dataTransform(), states::assertionFailed);
    }

    @Produces
    @Singleton
    static Replies replies(DeviceConfig config, MeterRegistry meters) {
        ReplyConfig reply = config.reply();
        return new Replies(config.serviceKey(), reply.topic(), reply.maxAwaited(), reply.maxAwaitedPerDevice(), meters);
    }

    @Produces
    @Singleton
    static Confirmations confirmations() {
        Clock clock = Clock.systemUTC();
        return new Confirmations(() -> {
            Instant now = clock.instant();
            return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        });
    }

    @Produces
    @Singleton
    static OriginClock originClock() {
        return new OriginClock(Clock.systemUTC());
    }

    @Produces
    @Singleton
    static PayloadLimits payloadLimits(DeviceConfig config) {
        return new PayloadLimits(config.payload().maxBytes(), config.payload().maxDepth());
    }

    @Produces
    @Singleton
    static BusOutlet outlet(DeviceConfig config, Bus bus, SentEvents sent) {
        return new BusOutlet(config.serviceKey(), bus.topics(), sent);
    }

    @Produces
    @Singleton
    static UnknownDevices unknownDevices(DeviceConfig config) {
        Clock clock = Clock.systemUTC();
        return new UnknownDevices(
                config.discovery().maxUnknown(),
                config.discovery().maxNameLength(),
                config.discovery().maxNewPerMessage(),
                () -> TimeUnit.MILLISECONDS.toNanos(clock.millis()));
    }
}
