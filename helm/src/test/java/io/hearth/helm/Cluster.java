package io.hearth.helm;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A cluster's API, as far as {@code lookup} in the templates asks for it: the Secrets of one namespace, at first none. Helm's library
 * finds it by the variable {@code KUBECONFIG}, which the build sets; so no test asks the cluster of whoever runs it.
 */
final class Cluster {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KINDS = """
            {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": "v1", "resources":
             [{"name": "secrets", "singularName": "secret", "namespaced": true, "kind": "Secret", "verbs": ["get", "list"]}]}""";
    private static final String NONE = """
            {"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "NotFound", "code": 404, "message": "not found"}""";

    private final Map<String, Secret> secrets = new ConcurrentHashMap<>();
    private final String path;

    private Cluster(String namespace) {
        this.path = "/api/v1/namespaces/" + namespace + "/secrets/";
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

    void put(Secret secret) {
        secrets.put(secret.getMetadata().getName(), secret);
    }

    void remove(String name) {
        secrets.remove(name);
    }

    void clear() {
        secrets.clear();
    }

    private void answer(HttpExchange asked) throws IOException {
        String what = asked.getRequestURI().getPath();
        Secret found = what.startsWith(path) ? secrets.get(what.substring(path.length())) : null;
        boolean known = found != null || what.equals("/api/v1");
        String text = found != null ? JSON.writeValueAsString(found) : known ? KINDS : NONE;
        byte[] answer = text.getBytes(StandardCharsets.UTF_8);
        asked.getResponseHeaders().set("Content-Type", "application/json");
        asked.sendResponseHeaders(known ? 200 : 404, answer.length);
        try (asked) {
            asked.getResponseBody().write(answer);
        }
    }
}
