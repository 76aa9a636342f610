package io.hearth.system;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The chart's pods, which podman runs, updated as a cluster's controllers would: a StatefulSet's one after the other, the last
 * first, each taken away before its successor of the same name starts; a Deployment's by a new one that is ready before an old one
 * goes ({@code maxSurge: 1, maxUnavailable: 0}, as the chart has it). Who goes gets SIGTERM, and has the time that its pod says.
 */
final class Pods {
    /** Names the folder with a file for each pod and the list of them; what needs pods is not run without it. */
    static final String FOLDER = "hearth.test.pods";

    private static final Duration LONG = PatienceSetting.orElse(Duration.ofMinutes(5));
    private static final String NETWORK = "hearth-helm";

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Path folder;
    private final List<Pod> pods;

    /** Those of each workload that are ready, as a Service knows them: name to address. */
    private final Map<String, Map<String, String>> ready = new ConcurrentHashMap<>();

    /**
     * A line of the list.
     *
     * @param service    the Service that leads to it, which is called as what made the pod
     * @param ready      {@code port/path} where it says that it is ready; a port alone when it says nothing
     * @param controller the kind of what made it
     */
    private record Pod(String name, String service, String ready, String controller) {
        static Pod of(String line) {
            String[] columns = line.split("\t");
            return new Pod(columns[0], columns[2], columns[3], columns[4]);
        }

        boolean isOf(String kind) {
            return controller.equals(kind);
        }

        /** What takes its place in a Deployment, beside it and so under another name. */
        Pod next() {
            int ordinal = name.lastIndexOf('-');
            return new Pod(name.substring(0, ordinal) + "-next" + name.substring(ordinal), service, ready, controller);
        }
    }

    /** Those of a folder, which run. */
    Pods(Path folder) {
        this.folder = folder;
        try {
            pods = Files.readAllLines(folder.resolve("pods.tsv")).stream()
                    .map(Pod::of)
                    .filter(pod -> !pod.isOf("Pod"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        pods.forEach(this::awaitReady);
    }

    /** Where those behind a Service are that are ready. */
    List<InetSocketAddress> behind(String service, int port) {
        return ready.getOrDefault(service, Map.of()).values().stream()
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    /** Replaces all behind a Service, once; how long the slowest took to end. */
    Duration update(String service) {
        Duration slowest = Duration.ZERO;
        for (Pod pod : pods.reversed()) {
            if (pod.service().equals(service)) {
                Duration took = replace(pod);
                slowest = took.compareTo(slowest) > 0 ? took : slowest;
            }
        }
        return slowest;
    }

    private Duration replace(Pod pod) {
        if (pod.isOf("Deployment")) {
            start(pod.next(), manifest(pod).replace(pod.name(), pod.next().name()));
            return stop(pod);
        }
        Duration took = stop(pod);
        start(pod, manifest(pod));
        return took;
    }

    private void start(Pod pod, String manifest) {
        try {
            Path file = Files.writeString(Files.createTempFile(pod.name(), ".yaml"), manifest);
            podman("kube", "play", "--quiet", "--network", NETWORK + ":alias=" + pod.service(), file.toString());
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitReady(pod);
    }

    private void awaitReady(Pod pod) {
        String address = address(pod);
        if (pod.ready().contains("/")) {
            await(pod.name() + " is ready")
                    .atMost(LONG)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> isReady("http://" + address + ":" + pod.ready()));
        }
        ready.computeIfAbsent(pod.service(), none -> new ConcurrentHashMap<>()).put(pod.name(), address);
    }

    /**
     * No new connection leads there from now on. What it keeps on its claims stays. Its containers end before its network does, as
     * in a cluster; {@code podman pod stop} alone takes the network away from those that are still ending.
     */
    private Duration stop(Pod pod) {
        ready.get(pod.service()).remove(pod.name());
        long began = System.nanoTime();
        podman(Stream.concat(
                        Stream.of(
                                "stop",
                                "--time",
                                Long.toString(grace(pod.service()).toSeconds())),
                        containers(pod))
                .toArray(String[]::new));
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        podman("pod", "rm", "--force", pod.name());
        return took;
    }

    /** But for the one that podman adds, which holds the network. */
    private static Stream<String> containers(Pod pod) {
        return podman("ps", "--filter", "pod=" + pod.name(), "--format", "{{.Names}}")
                .lines()
                .filter(name -> !name.endsWith("-infra"));
    }

    /** How long those behind a Service may take to end, before they are killed. */
    Duration grace(String service) {
        Pod pod = pods.stream()
                .filter(one -> one.service().equals(service))
                .findFirst()
                .orElseThrow();
        String key = "terminationGracePeriodSeconds: ";
        return manifest(pod)
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(key))
                .map(line -> Duration.ofSeconds(Long.parseLong(line.substring(key.length()))))
                .findFirst()
                .orElseThrow();
    }

    private String manifest(Pod pod) {
        try {
            return Files.readString(folder.resolve(pod.name() + ".yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isReady(String uri) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(uri))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String address(Pod pod) {
        String infra = podman("pod", "inspect", pod.name(), "--format", "{{.InfraContainerID}}");
        return podman("inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", infra);
    }

    private static String podman(String... words) {
        List<String> command = new ArrayList<>(List.of("podman"));
        command.addAll(List.of(words));
        Command.Outcome outcome = Command.run(LONG, Map.of(), command);
        if (!outcome.succeeded()) {
            throw new AssertionError(command + ": " + outcome.output());
        }
        return outcome.output().strip();
    }
}
