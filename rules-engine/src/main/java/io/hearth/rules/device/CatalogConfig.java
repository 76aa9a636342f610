package io.hearth.rules.device;

import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** How the rules engine comes to know the devices: {@code hearth.rules.catalog.*}. */
public interface CatalogConfig {
    /** Where core-metadata answers, without a path. */
    @WithDefault("http://localhost:59881")
    URI metadataUrl();

    /** How long core-metadata may take to answer one request. */
    @WithDefault("10s")
    Duration metadataTimeout();

    /** The largest answer that is taken from core-metadata, in bytes. */
    @WithDefault("67108864")
    long maxMetadataBytes();

    /** How many devices, or profiles, one request asks for; not more than core-metadata's own {@code Service.MaxResultCount}. */
    @WithDefault("100")
    int pageSize();

    /** How often all devices are read anew, beside what core-metadata tells of changes. */
    @WithDefault("10m")
    Duration refresh();

    /**
     * For how long core-metadata must lack all devices, or more than half of them, before that is believed; those of whose
     * deletion it tells are gone at once. 0 for at once.
     */
    @WithDefault("10m")
    Duration missingGrace();

    /** The longest pause between two attempts while core-metadata is away. */
    @WithDefault("30s")
    Duration longestRetry();

    /** How many devices are known at most; those beyond belong to no selector but by their name. */
    @WithDefault("100000")
    int maxDevices();

    /** How many profiles are known at most. */
    @WithDefault("10000")
    int maxProfiles();

    /** How many changes that core-metadata tells of may wait; beyond that all devices are read anew. */
    @WithDefault("10000")
    int maxWaitingChanges();

    /** How long it must be quiet before rules are told of changed devices, so that many changes are one. */
    @WithDefault("100ms")
    Duration settle();
}
