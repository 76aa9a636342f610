package io.hearth.bench.device;

import io.hearth.bench.Door;
import io.hearth.runtime.testing.RealProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A service as it is installed, a process by itself, with the flags of its container and the heap it has there (docker/compose.yaml). */
public final class Service extends RealProcess {
    private static final Duration START = Duration.ofSeconds(120);
    private static final int FULL_COLLECTIONS = 4;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String module;
    private final String portSetting;
    private final List<String> settings;
    private ProcessHandle process;

    /** The service of a module, whose port is set by {@code portSetting}, with settings {@code name=value}. */
    public Service(String module, String portSetting, List<String> settings) {
        super(module);
        this.module = module;
        this.portSetting = portSetting;
        this.settings = settings;
    }

    /** A machine that others use too starts a service slowly. */
    @Override
    protected Duration patience() {
        return START;
    }

    @Override
    protected List<String> command(Path dir, int port) {
        Path application = Path.of(module, "target", "quarkus-app", "quarkus-run.jar");
        if (!Files.isReadable(application)) {
            throw new IllegalStateException(application + " is not built: run it as ./hearth bench device");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx230m",
                "-D" + portSetting + "=" + port));
        command.addAll(ContainerFlags.read());
        settings.forEach(setting -> command.add("-D" + setting));
        command.add("-jar");
        command.add(application.toAbsolutePath().toString());
        return command;
    }

    /** Starts it and waits until it is ready. */
    public Service ready() {
        List<Long> others =
                ProcessHandle.current().children().map(ProcessHandle::pid).toList();
        start();
        process = ProcessHandle.current()
                .children()
                .filter(child -> !others.contains(child.pid()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(module + " has ended"));
        Awaitility.await(module + " is ready")
                .atMost(START)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(() -> http.send(
                                        HttpRequest.newBuilder(uri("/q/health/ready"))
                                                .build(),
                                        HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200);
        return this;
    }

    /** The processors' time that it has used, ns. */
    public long processorNanos() {
        return Processor.nanos(process);
    }

    /** The octets of heap in use after a full collection, as jcmd says. */
    public long heap() throws IOException, InterruptedException {
        // The serial collector moves everything together only each fourth time.
        for (int i = 0; i < FULL_COLLECTIONS; i++) {
            jcmd("GC.run");
        }
        return Heap.used(jcmd("GC.heap_info"));
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        Process asked = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        command)
                .redirectErrorStream(true)
                .start();
        String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (asked.waitFor() != 0) {
            throw new IllegalStateException("void: jcmd " + command + " said " + said);
        }
        return said;
    }

    /** A counter or gauge of the process, all of its labels together; 0 when there is none. */
    public long metric(String name) throws IOException, InterruptedException {
        return door().metric(name);
    }

    /** Where it answers. */
    public Door door() {
        return new Door(port());
    }

    /** Where it answers. */
    public URI uri(String path) {
        return door().uri(path);
    }

    /** Posts JSON; anything but items that were all accepted makes the run void. */
    public void post(String path, byte[] json) throws IOException, InterruptedException {
        door().post(path, json);
    }
}
