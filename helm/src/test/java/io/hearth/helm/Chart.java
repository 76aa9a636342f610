package io.hearth.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The chart {@code helm/hearth}, as Helm itself reads it: through its Go library. */
final class Chart {
    static final Path FOLDER = Path.of("hearth");

    private static final Map<String, Rendered> RENDERED = new ConcurrentHashMap<>();

    private static final String HOOK = "helm.sh/hook:";
    private static final String NO_HOOK = "helm.sh/no-hook:";

    /** The library keeps hooks to itself: a copy of the chart, in which helm test's pod is a manifest like any other. */
    private static final Path WITH_HOOKS = copy(Path.of("target", "chart"));

    /** Where Helm's library, unlike its command, looks for what there is already. */
    static final Cluster CLUSTER = Cluster.start("edge");

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
        return RENDERED.computeIfAbsent(name, which -> rendered(command().withValuesFile(valuesOf(which))));
    }

    /** What the chart makes with these values over its defaults, each a path such as {@code redis.enabled} and a text. */
    static Rendered with(Map<String, Object> values) {
        TemplateCommand command = command();
        values.forEach(command::set);
        return rendered(command);
    }

    /** What these values files make, of which a later one wins. */
    static Rendered ofFiles(Path... values) {
        TemplateCommand command = command();
        for (Path file : values) {
            command.withValuesFile(file);
        }
        return rendered(command);
    }

    private static Rendered rendered(TemplateCommand command) {
        return new Rendered(command.call().replace(NO_HOOK, HOOK));
    }

    /** What Helm says after an installation with a values file of {@code ci/}. */
    static String notes(String name) {
        return after(install().withValuesFile(valuesOf(name)));
    }

    /** What Helm says after an installation with these values over the chart's defaults. */
    static String notes(Map<String, Object> values) {
        InstallCommand command = install();
        values.forEach(command::set);
        return after(command);
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

    private static Path copy(Path to) {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            delete(to.toFile());
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copied = to.resolve(FOLDER.relativize(file));
                Files.createDirectories(copied.getParent());
                Files.writeString(copied, Files.readString(file).replace(HOOK, NO_HOOK));
            }
            return to;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What an earlier run copied may be no part of the chart any more. */
    private static void delete(File file) {
        for (File below : Objects.requireNonNullElse(file.listFiles(), new File[0])) {
            delete(below);
        }
        file.delete();
    }

    private static TemplateCommand command() {
        return new Helm(WITH_HOOKS)
                .template()
                .withName("home")
                .withNamespace("edge")
                .withKubeVersion("1.30");
    }

    private static InstallCommand install() {
        return new Helm(FOLDER)
                .install()
                .withName("home")
                .withNamespace("edge")
                .withKubeVersion("1.30")
                .clientOnly()
                .dryRun();
    }

    /** The manifests come before it. */
    private static String after(InstallCommand command) {
        String output = command.call().getOutput();
        return output.substring(output.indexOf("\nNOTES:"));
    }

    static Path valuesOf(String name) {
        return FOLDER.resolve("ci").resolve(name + "-values.yaml");
    }
}
