package io.hearth.device.provision;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.codec.Json;
import io.hearth.runtime.rest.WholeAnswers;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The files of a folder by name, or those that a JSON list at an http(s) address names beside it (EdgeX, URIs for files). */
final class SourceFiles {
    private static final int OK = 200;

    private final Duration timeout;
    private final int maxBytes;

    SourceFiles(Duration timeout, int maxBytes) {
        this.timeout = timeout;
        this.maxBytes = maxBytes;
    }

    /** A file that may be read. */
    interface Source {
        String name();

        byte[] bytes() throws IOException, InterruptedException;

        /** Whether it is JSON by its name, and YAML else. */
        default boolean isJson() {
            return isJsonName(name());
        }
    }

    private record OnDisk(Path path, int maxBytes) implements Source {
        @Override
        public String name() {
            return path.toString();
        }

        @Override
        public byte[] bytes() throws IOException {
            try (InputStream in = Files.newInputStream(path)) {
                return bounded(in, maxBytes);
            }
        }
    }

    private record Remote(URI uri, Duration timeout, int maxBytes) implements Source {
        @Override
        public String name() {
            // What is after the question mark may be a secret.
            return uri.getScheme() + "://" + uri.getHost() + uri.getPath();
        }

        @Override
        public byte[] bytes() throws IOException, InterruptedException {
            try (WholeAnswers http = new WholeAnswers(timeout, maxBytes)) {
                HttpResponse<byte[]> answer =
                        http.to(HttpRequest.newBuilder(uri).build());
                if (answer.statusCode() != OK) {
                    throw new IOException("the server answered " + answer.statusCode());
                }
                return answer.body();
            }
        }
    }

    /** All files there, in the order of their names. */
    List<Source> in(String place) throws IOException, InterruptedException {
        String scheme = place.toLowerCase(Locale.ROOT);
        return scheme.startsWith("http://") || scheme.startsWith("https://") ? remote(place) : folder(Path.of(place));
    }

    private List<Source> folder(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> isJsonName(file.toString()) || isYamlName(file.toString()))
                    .sorted()
                    .<Source>map(file -> new OnDisk(file, maxBytes))
                    .toList();
        }
    }

    private List<Source> remote(String place) throws IOException, InterruptedException {
        URI index = URI.create(place);
        JsonNode names = Json.read(new Remote(index, timeout, maxBytes).bytes(), JsonNode.class);
        List<Source> files = new ArrayList<>();
        for (JsonNode name : names) {
            URI file = index.resolve(name.asText().replace(" ", "%20"));
            String query = index.getRawQuery() == null ? "" : "?" + index.getRawQuery();
            files.add(new Remote(file.getRawQuery() == null ? URI.create(file + query) : file, timeout, maxBytes));
        }
        return files;
    }

    private static byte[] bounded(InputStream in, int maxBytes) throws IOException {
        byte[] bytes = in.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
            throw new IOException("it is larger than " + maxBytes + " bytes");
        }
        return bytes;
    }

    private static boolean isJsonName(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".json");
    }

    private static boolean isYamlName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".yaml") || lower.endsWith(".yml");
    }
}
