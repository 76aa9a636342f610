package io.hearth.runtime.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where the brokers and Redis of this run's tests are: the one place that decides, once in a run, and says it. {@value #SETTING} is
 * {@code containers}, {@code local}, or {@code auto}: containers where an engine answers and has or gets the images, else programs
 * of this machine. Unset, as outside a build, it is {@code local}.
 */
final class TestServers {
    static final String SETTING = "hearth.test.servers";
    static final String REDIS = System.getenv().getOrDefault("REDIS_IMAGE", "redis:8");
    static final String MOSQUITTO = System.getenv().getOrDefault("MOSQUITTO_IMAGE", "eclipse-mosquitto:2");

    /** Not a field: each application that a test starts has classes of its own, and the decision is the run's. */
    private static final String DECIDED = "hearth.test.servers.decided";

    private TestServers() {}

    /** What was decided, and what a run says of it. */
    record Decision(boolean containers, String said) {}

    /** The place of a server that this image has. */
    static Place place(String image) {
        return inContainers() ? new Container(image) : new ThisMachine();
    }

    private static boolean inContainers() {
        // All class loaders have this in common.
        synchronized (System.class) {
            String decided = System.getProperty(DECIDED);
            if (decided == null) {
                Decision decision = decide(
                        System.getProperty(SETTING, "local"), () -> DockerEngine.whyNot(List.of(REDIS, MOSQUITTO)));
                System.out.println(module() + ": the tests' brokers and Redis are " + decision.said());
                decided = Boolean.toString(decision.containers());
                System.setProperty(DECIDED, decided);
            }
            return Boolean.parseBoolean(decided);
        }
    }

    private static Path module() {
        return Path.of("").toAbsolutePath().getFileName();
    }

    /** By the setting and the engine, which says why not. */
    static Decision decide(String setting, Supplier<Optional<String>> engine) {
        return switch (setting) {
            case "local" -> new Decision(false, "programs of this machine, as " + SETTING + " says");
            case "auto" ->
                engine.get()
                        .map(whyNot -> new Decision(false, "programs of this machine, since " + whyNot))
                        .orElseGet(TestServers::containers);
            case "containers" -> {
                engine.get().ifPresent(whyNot -> {
                    throw new IllegalStateException(SETTING + " is 'containers', and " + whyNot);
                });
                yield containers();
            }
            default ->
                throw new IllegalArgumentException(
                        SETTING + " is '" + setting + "': allowed are containers, local, auto");
        };
    }

    private static Decision containers() {
        return new Decision(true, "containers of " + REDIS + " and " + MOSQUITTO);
    }
}
