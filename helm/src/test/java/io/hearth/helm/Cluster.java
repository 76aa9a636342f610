package io.hearth.helm;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A cluster's API, as far as {@code lookup} in the templates asks for it: what there is in one namespace, at first nothing. Helm's
 * library finds it by the variable {@code KUBECONFIG}, which the build sets; so no test asks the cluster of whoever runs it.
 */
final class Cluster {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, List<String>> KINDS = Map.of(
            "/api/v1", List.of("Secret"),
            "/apis/apps/v1", List.of("Deployment", "StatefulSet"),
            "/apis/autoscaling/v2", List.of("HorizontalPodAutoscaler"));
    private static final String NONE = """
            {"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "NotFound", "code": 404, "message": "not found"}""";

    private final Map<String, HasMetadata> objects = new ConcurrentHashMap<>();
    private final String namespace;

    private Cluster(String namespace) {
        this.namespace = namespace;
    }

    /** Started, and where {@code KUBECONFIG} says. */
    static Cluster start(String namespace) {
        String configuration = System.getenv("KUBECONFIG");
        if (configuration == null || !configuration.contains("target")) {
            throw new IllegalStateException("KUBECONFIG is '" + configuration
                    + "', allowed is a file below target, which this writes: Maven sets it, in helm/pom.xml");
        }
        Cluster cluster = new Cluster(namespace);
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", cluster::answer);
            server.start();
            Path file = Path.of(configuration);
            Files.createDirectories(file.getParent());
            Files.writeString(file, """
                    apiVersion: v1
                    kind: Config
                    current-context: test
                    clusters: [{ name: test, cluster: { server: "http://127.0.0.1:%d" } }]
                    contexts: [{ name: test, context: { cluster: test, user: test } }]
                    users: [{ name: test, user: {} }]
                    """.formatted(server.getAddress().getPort()));
            return cluster;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void put(HasMetadata object) {
        objects.put(
                path(
                        object.getApiVersion(),
                        object.getKind(),
                        object.getMetadata().getName()),
                object);
    }

    void remove(HasMetadata object) {
        objects.remove(path(
                object.getApiVersion(), object.getKind(), object.getMetadata().getName()));
    }

    void clear() {
        objects.clear();
    }

    private String path(String version, String kind, String name) {
        return (version.contains("/") ? "/apis/" : "/api/") + version + "/namespaces/" + namespace + "/" + plural(kind)
                + "/" + name;
    }

    private static String plural(String kind) {
        return kind.toLowerCase(Locale.ROOT) + "s";
    }

    private static Map<String, Object> kinds(String version) {
        List<Map<String, Object>> resources = KINDS.get(version).stream()
                .map(kind -> Map.<String, Object>of(
                        "name",
                        plural(kind),
                        "singularName",
                        "",
                        "namespaced",
                        true,
                        "kind",
                        kind,
                        "verbs",
                        List.of("get")))
                .toList();
        return Map.of(
                "kind",
                "APIResourceList",
                "apiVersion",
                "v1",
                "groupVersion",
                version.replaceFirst("^/apis?/", ""),
                "resources",
                resources);
    }

    private void answer(HttpExchange asked) throws IOException {
        String what = asked.getRequestURI().getPath();
        Object found = KINDS.containsKey(what) ? kinds(what) : objects.get(what);
        byte[] answer = (found == null ? NONE : JSON.writeValueAsString(found)).getBytes(StandardCharsets.UTF_8);
        asked.getResponseHeaders().set("Content-Type", "application/json");
        asked.sendResponseHeaders(found == null ? 404 : 200, answer.length);
        try (asked) {
            asked.getResponseBody().write(answer);
        }
    }
}
