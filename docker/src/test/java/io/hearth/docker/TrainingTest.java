package io.hearth.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training with a little program that listens, in the place of a service. */
class TrainingTest {
    private static final String SERVICE = """
            import com.sun.net.httpserver.HttpServer;
            import java.net.InetSocketAddress;

            class Service {
                public static void main(String[] words) throws Exception {
                    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(words[0])), 0);
                    server.createContext("/", visit -> {
                        visit.sendResponseHeaders(503, -1);
                        visit.close();
                    });
                    server.start();
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void a_service_that_answers_is_ended_and_leaves_its_cache() throws Exception {
        Path cache = folder.resolve("app.aot");

        train(cache, SERVICE);

        assertThat(cache).isNotEmptyFile();
    }

    @Test
    void one_that_ends_by_itself_fails_the_build_with_what_it_said() throws Exception {
        String broken = SERVICE.replace(
                "HttpServer server =", "if (words.length > 0) throw new Exception(\"no Redis\");\nHttpServer server =");

        assertThatThrownBy(() -> train(folder.resolve("app.aot"), broken))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ended at once with code 1")
                .hasMessageContaining("no Redis");
    }

    private void train(Path cache, String program) throws Exception {
        Path source = Files.writeString(folder.resolve("Service.java"), program);
        Path jar = folder.resolve("service.jar");
        tool("javac", "-d", folder.resolve("classes").toString(), source.toString());
        tool(
                "jar",
                "--create",
                "--file",
                jar.toString(),
                "-C",
                folder.resolve("classes").toString(),
                ".");
        int port = freePort();
        Training.train(
                cache,
                port,
                List.of("-XX:+UseSerialGC", "-Xmx64m", "-cp", jar.toString(), "Service", Integer.toString(port)));
    }

    private static void tool(String name, String... words) {
        assertThat(ToolProvider.findFirst(name).orElseThrow().run(System.out, System.err, words))
                .isZero();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }
}
