package io.hearth.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The chart {@code helm/hearth}, as Helm itself reads it: through its Go library, without a cluster. */
final class Chart {
    static final Path FOLDER = Path.of("hearth");

    private static final Map<String, Rendered> RENDERED = new ConcurrentHashMap<>();

    private Chart() {}

    /** The names of the values files below {@code ci/}, such as {@code small}. */
    static List<String> cases() {
        try (Stream<Path> files = Files.list(FOLDER.resolve("ci"))) {
            return files.map(file -> file.getFileName().toString().replace("-values.yaml", ""))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What a values file of {@code ci/} makes, for a release {@code home} in the namespace {@code edge}. */
    static Rendered of(String name) {
        return RENDERED.computeIfAbsent(
                name,
                which -> new Rendered(command().withValuesFile(valuesOf(which)).call()));
    }

    /** What the chart makes with these values over its defaults, each a path such as {@code redis.enabled} and a text. */
    static Rendered with(Map<String, Object> values) {
        TemplateCommand command = command();
        values.forEach(command::set);
        return new Rendered(command.call());
    }

    static LintResult lint() {
        return new Helm(FOLDER).lint().strict().call();
    }

    static String text(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static TemplateCommand command() {
        return new Helm(FOLDER)
                .template()
                .withName("home")
                .withNamespace("edge")
                .withKubeVersion("1.30");
    }

    private static Path valuesOf(String name) {
        return FOLDER.resolve("ci").resolve(name + "-values.yaml");
    }
}
