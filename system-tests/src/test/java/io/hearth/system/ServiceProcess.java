package io.hearth.system;

import io.hearth.runtime.testing.RealProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** One service, as it is installed, in a process by itself; it can be told to stop, and started again. */
final class ServiceProcess implements AutoCloseable {
    private static final Duration UP = Duration.ofSeconds(60);
    private static final Duration ASKED = Duration.ofSeconds(15);

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> command;
    private final int port = RealProcess.freePort();
    private final Path log;
    private Process process;

    /** The service of a module, whose port is set by {@code portSetting}, with settings {@code name=value}. */
    ServiceProcess(String module, String portSetting, Stream<String> settings) throws IOException {
        Path application = Path.of(System.getProperty("hearth.script", "../hearth"))
                .toAbsolutePath()
                .resolveSibling(module + "/target/quarkus-app/quarkus-run.jar");
        if (!Files.isReadable(application)) {
            throw new IllegalStateException(application + " is not built: mvn -pl " + module + " -am package");
        }
        this.log = Files.createTempFile("hearth-" + module, ".log");
        this.command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-Dquarkus.http.host=127.0.0.1",
                "-D" + portSetting + "=" + port));
        settings.forEach(setting -> command.add("-D" + setting));
        command.addAll(List.of("-jar", application.toString()));
    }

    /** Starts it, and waits until it has what it needs. */
    void start() throws IOException {
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Awaitility.await(this + " is ready")
                .atMost(UP)
                .ignoreExceptions()
                .until(() -> get("/q/health/ready").statusCode() == 200);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(ASKED)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    int port() {
        return port;
    }

    /** Tells it to stop (SIGTERM); answers its exit code, or -1 when it is still there after so long. */
    int terminate(Duration atMost) throws InterruptedException {
        process.destroy();
        return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
    }

    /** What it said. */
    @Override
    public String toString() {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            return log.toString();
        }
    }

    @Override
    public void close() throws IOException {
        http.shutdownNow();
        process.destroyForcibly();
        Files.deleteIfExists(log);
    }
}
