package io.hearth.bench.load;

import io.hearth.bench.Door;
import io.hearth.bench.rules.Installed;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.rest.CountResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** This suite, in one of its shapes. */
abstract class HearthTarget implements Target {
    private static final String TOPIC = "bench/{device}/current";
    private static final String COMMANDS = "bench/+/set";
    private static final String EVENTS = "cd:{{device}}:e";
    private static final String LATE = "cd:{{device}}:late";
    /** A member of a JSON object, which another one fills up. */
    private static final String CURRENT = "topic: \"" + TOPIC + "\", pointer: /current";

    private final Children children = new Children();
    private Installation installation;
    private StreamLengths lengths;

    /**
     * Where the parts of a running suite are.
     *
     * @param broker the devices' broker's port
     * @param redis  its port
     * @param rules  the rules engine's metrics
     */
    record Installation(int broker, int redis, Door data, Door rules) {}

    /** Starts all services, and adds devices and rules. */
    abstract Installation installed(Installed installed) throws IOException, InterruptedException;

    @Override
    public final Plan start(Setting setting) throws IOException, InterruptedException {
        installation = installed(new Installed(setting.devices(), setting.rules(), CURRENT, true));
        lengths = new StreamLengths(installation.redis(), setting.devices());
        String commands = setting.firing() > 0 ? COMMANDS : "";
        return setting.plan(installation.broker(), TOPIC, commands, Plan.Watch.stream(installation.redis(), EVENTS));
    }

    @Override
    public final long stored() throws IOException, InterruptedException {
        byte[] answer = installation.data().get("/api/v3/event/count").getBytes(StandardCharsets.UTF_8);
        return Json.read(answer, CountResponse.class).count();
    }

    @Override
    public final long kept() {
        return lengths.sum(EVENTS, LATE);
    }

    @Override
    public final OptionalLong fired() throws IOException, InterruptedException {
        return OptionalLong.of(installation.rules().metric("hearth_rules_firings_total"));
    }

    @Override
    public final long overtaken() throws IOException, InterruptedException {
        return installation.rules().metric("hearth_rules_actions_total", "kind=\"command\"", "outcome=\"superseded\"");
    }

    @Override
    public final Optional<URI> newest() {
        return Optional.of(
                installation.data().uri("/api/v3/reading/device/name/device-0/resourceName/current?limit=100"));
    }

    @Override
    public final Optional<URI> live() {
        return Optional.of(installation.data().uri("/api/v3/reading/latest/stream"));
    }

    @Override
    public List<ProcessHandle> processes() {
        return children.since();
    }
}
