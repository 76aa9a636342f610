package io.hearth.command;

import io.hearth.command.confirm.ConfirmConfig;
import io.hearth.command.external.ExternalConfig;
import io.hearth.command.group.GroupConfig;
import io.hearth.command.guard.GuardConfig;
import io.hearth.command.journal.JournalConfig;
import io.hearth.command.order.OrderConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** What can be set of core-command. */
@ConfigMapping(prefix = "hearth.command")
public interface CommandConfig {
    /** The TCP port at which EdgeX clients look for core-command. */
    @WithDefault("59882")
    int port();

    /** Where core-metadata answers, without a path. */
    @WithDefault("http://localhost:59881")
    URI metadataUrl();

    /** How clients reach this service, for the {@code url} of a command; a path is not part of it. */
    @WithDefault("http://localhost:59882")
    URI publicUrl();

    /** How long a device service may take to answer, and core-metadata to say who serves a device. */
    @WithDefault("5s")
    Duration requestTimeout();

    /** The largest answer that is taken from core-metadata, in bytes: a page of all devices, or a profile. */
    @WithDefault("67108864")
    long maxMetadataBytes();

    /** How long a command waits for earlier ones to the same device before it is refused. */
    @WithDefault("5s")
    Duration maxWait();

    /** How many commands to one device may wait; one more is refused. */
    @WithDefault("100")
    int maxWaitingPerDevice();

    /** How many commands may wait or be under way in all; one more is refused. */
    @WithDefault("10000")
    int maxWaiting();

    /** How many commands may be under way at once, each to another device. */
    @WithDefault("1000")
    int maxConcurrent();

    /** How long a command id is remembered with its outcome: the same id acts once and is answered the same. */
    @WithDefault("10m")
    Duration idWindow();

    /** The largest outcome that is remembered, in bytes; a reading larger than that is taken anew. */
    @WithDefault("1048576")
    int maxRememberedBytes();

    /**
     * The name of this process among the replicas of core-command. A process that starts takes over the commands that its
     * predecessor of the same name left half done.
     */
    @WithDefault("${hearth.bus.instance:core-command}")
    String instance();

    /** How long a device is remembered without asking again; a change that core-metadata tells of ends it sooner. */
    @WithDefault("30s")
    Duration deviceTime();

    /** How many devices are remembered. */
    @WithDefault("10000")
    int maxDevices();

    /** How long a profile is remembered without asking again; a change that core-metadata tells of ends it sooner. */
    @WithDefault("30s")
    Duration profileTime();

    /** How many profiles are remembered. */
    @WithDefault("1000")
    int maxProfiles();

    /** Order across replicas. */
    OrderConfig order();

    /** Holds and protections. */
    GuardConfig guard();

    /** Write with read-back. */
    ConfirmConfig confirm();

    /** The journal. */
    JournalConfig journal();

    /** Commands to many devices. */
    GroupConfig group();

    /** The second broker. */
    ExternalConfig external();
}
