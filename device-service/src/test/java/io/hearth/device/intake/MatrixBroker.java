package io.hearth.device.intake;

import io.hearth.runtime.testing.RealBroker;
import io.hearth.runtime.testing.RealProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The brokers of docs/brokers.md, where {@code src/test/brokers/fetch} and the distribution put them. */
enum MatrixBroker {
    MOSQUITTO("Mosquitto", "none") {
        @Override
        Optional<String> missing() {
            return Optional.empty();
        }

        @Override
        String version() {
            return found("version ([0-9.]+)", said("mosquitto", "-h"));
        }

        @Override
        RealProcess process() {
            return RealBroker.ofThisMachine();
        }
    },
    RABBITMQ("RabbitMQ", "rabbitmq") {
        @Override
        Optional<String> missing() {
            return lacks(Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server"), "Debian: apt-get install rabbitmq-server");
        }

        @Override
        String version() {
            try (Stream<Path> versions = Files.list(Path.of("/usr/lib/rabbitmq/lib"))) {
                return found("rabbitmq_server-([0-9.]+)", versions.toList().toString());
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        @Override
        RealProcess process() {
            return new Run(title(), List.of(SOURCES.resolve("rabbitmq.sh").toString()), true);
        }
    },
    ARTEMIS("ActiveMQ Artemis", "none") {
        @Override
        Optional<String> missing() {
            return lacks(FETCHED.resolve("artemis.classpath"), FETCH);
        }

        @Override
        String version() {
            return found("artemis-server-([0-9.]+)\\.jar", text(FETCHED.resolve("artemis.classpath")));
        }

        @Override
        RealProcess process() {
            return java(title(), "artemis/Artemis.java", "artemis.classpath");
        }
    },
    HIVEMQ("HiveMQ CE", "none") {
        @Override
        Optional<String> missing() {
            return lacks(FETCHED.resolve("hivemq.classpath"), FETCH);
        }

        @Override
        String version() {
            return found("community-edition-embedded-([0-9.]+)\\.jar", text(FETCHED.resolve("hivemq.classpath")));
        }

        @Override
        RealProcess process() {
            return java(title(), "hivemq/HiveMq.java", "hivemq.classpath");
        }
    },
    AEDES("aedes", "none") {
        @Override
        Optional<String> missing() {
            return lacks(FETCHED.resolve("aedes/node_modules/aedes"), FETCH);
        }

        @Override
        String version() {
            return found("\"version\": \"([0-9.]+)\"", text(FETCHED.resolve("aedes/node_modules/aedes/package.json")));
        }

        @Override
        RealProcess process() {
            return new Run(
                    title(), List.of("node", FETCHED.resolve("aedes/aedes.js").toString()), false);
        }
    };

    private static final Path SOURCES = Path.of("src/test/brokers").toAbsolutePath();
    private static final Path FETCHED = Path.of("target/brokers").toAbsolutePath();
    private static final String FETCH = "run device-service/src/test/brokers/fetch";

    private final String title;
    private final String limits;

    MatrixBroker(String title, String limits) {
        this.title = title;
        this.limits = limits;
    }

    String title() {
        return title;
    }

    /** The word of the setting {@code limits} that it needs. */
    String limits() {
        return limits;
    }

    /** Whether its version is that which {@code fetch} names. */
    boolean isFetched() {
        return this != MOSQUITTO && this != RABBITMQ;
    }

    /** What has to be done for it to be there; absent when it is. */
    abstract Optional<String> missing();

    abstract String version();

    /** Not started. */
    abstract RealProcess process();

    /** A broker that a command runs, with port and folder as its last arguments. */
    private static final class Run extends RealProcess {
        private final List<String> command;
        private final boolean folder;

        Run(String name, List<String> command, boolean folder) {
            super(name.replaceAll("[^A-Za-z0-9]", "-"));
            this.command = command;
            this.folder = folder;
        }

        @Override
        protected Duration patience() {
            return Duration.ofMinutes(2);
        }

        @Override
        protected List<String> command(Path dir, int port) {
            Stream<String> last = folder ? Stream.of("" + port, dir.toString()) : Stream.of("" + port);
            return Stream.concat(command.stream(), last).toList();
        }
    }

    private static RealProcess java(String title, String source, String classpath) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new Run(
                title,
                List.of(
                        java,
                        "-cp",
                        text(FETCHED.resolve(classpath)),
                        SOURCES.resolve(source).toString()),
                true);
    }

    private static Optional<String> lacks(Path path, String remedy) {
        return Files.exists(path) ? Optional.empty() : Optional.of(remedy);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String said(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot run " + Arrays.toString(command), unreadable);
        }
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in " + text);
        }
        return matcher.group(1);
    }
}
