package io.hearth.bench.footprint;

import io.hearth.contracts.codec.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an image runs, as a process of this machine: the words, the environment and the trained AOT cache of the image, and the memory
 * that compose.yaml gives its container.
 */
final class Application {
    private static final Path DOCKER = Path.of("docker").toAbsolutePath();
    private static final Path COMPOSE = DOCKER.resolve("compose.yaml");
    private static final Pattern DEFAULT = Pattern.compile("\\$\\{\\w+:-(\\d+)m}");

    private final Part part;
    private final Recipe recipe;
    private final Path folder;
    private final Path cache;
    private final Path options;

    /** The application of a part; it must be built. */
    Application(Part part) {
        this.part = part;
        this.recipe = Recipe.of(Path.of("docker", "Dockerfile"), part.stage());
        Path target = Path.of(part.module(), "target").toAbsolutePath();
        this.folder = target.resolve("quarkus-app");
        this.cache = target.resolve("footprint.aot");
        this.options = target.resolve("footprint.options");
        if (!Files.isReadable(folder.resolve("quarkus-run.jar"))) {
            throw new IllegalStateException(folder + " is not built: run it as ./hearth bench footprint");
        }
    }

    Part part() {
        return part;
    }

    /** Makes the AOT cache as the image's build does, the service asked at this port meanwhile. */
    void train(Map<String, String> settings, int port) throws IOException, InterruptedException {
        Files.deleteIfExists(cache);
        Files.writeString(
                options, Files.readString(DOCKER.resolve("jvm.options")).replace("/app/", DOCKER + "/"));
        List<String> words = here(recipe.training());
        // The word behind the cache is the port.
        words.set(words.indexOf(cache.toString()) + 1, Integer.toString(port));
        Path said = cache.resolveSibling("footprint-training.log");
        ProcessBuilder training = builder(words, said);
        training.environment().putAll(settings);
        training.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        if (training.start().waitFor() != 0) {
            throw new IllegalStateException("void: " + part.name() + " was not trained, see " + said);
        }
    }

    /** To be started: the service with settings of its own, as environment variables. */
    ProcessBuilder service(Map<String, String> settings, Path said) throws IOException {
        List<String> words = here(recipe.entrypoint());
        words.add(1, "-XX:MaxRAM=" + memory());
        ProcessBuilder service = builder(words, said);
        service.environment().putAll(settings);
        return service;
    }

    private ProcessBuilder builder(List<String> words, Path said) {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        Map<String, String> environment = new HashMap<>(recipe.environment());
        // Where the image keeps its JDK.
        environment.keySet().removeAll(List.of("JAVA_HOME", "PATH"));
        builder.environment().putAll(environment);
        return builder;
    }

    /** The image's words with this machine's places. */
    private List<String> here(List<String> words) {
        List<String> here = new ArrayList<>(words.stream()
                .map(word -> word.replace(
                                "/app/docker", DOCKER.resolve("target/classes").toString())
                        .replace("/app/jvm.options", options.toString())
                        .replace("/app/app.aot", cache.toString()))
                .toList());
        here.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        return here;
    }

    /** The octets that compose.yaml limits the container to. */
    private long memory() throws IOException {
        String limit = Yaml.mapper()
                .readTree(COMPOSE.toFile())
                .path("services")
                .path(part.name())
                .path("mem_limit")
                .asText();
        Matcher megabytes = DEFAULT.matcher(limit);
        if (!megabytes.matches()) {
            throw new IllegalStateException(COMPOSE + " limits " + part.name() + " to '" + limit + "'");
        }
        return Long.parseLong(megabytes.group(1)) << 20;
    }
}
