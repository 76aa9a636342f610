package io.hearth.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.runtime.testing.RealProcess;
import io.hearth.runtime.testing.RealRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A box that cannot start says in one line what is wrong and what to do, and leaves nothing running. */
class RefusalIT {
    private Box box;

    @BeforeEach
    void a_box_that_is_not_up() {
        box = new Box(Box.Parts.EMBEDDED);
    }

    @AfterEach
    void nothing_runs() {
        box.close();
    }

    @Test
    void a_taken_port_is_named_with_the_process_that_holds_it() throws IOException {
        try (ServerSocket taken = new ServerSocket(box.mqttPort(), 1, InetAddress.getLoopbackAddress())) {
            Command.Outcome up = box.tryUp();

            refused(
                    up,
                    Integer.toString(taken.getLocalPort()),
                    Long.toString(ProcessHandle.current().pid()));
        }
    }

    @Test
    void a_wrong_redis_password_is_named() {
        try (RealRedis locked = new RealRedis("--requirepass", "right")) {
            locked.start();
            box.environment().put("HEARTH_REDIS_PASSWORD", "wrong");

            refused(box.tryUp("--redis", "127.0.0.1:" + locked.port()), "password", Integer.toString(locked.port()));
        }
    }

    @Test
    void a_redis_that_is_not_there_is_named() {
        int nobody = RealProcess.freePort();

        refused(box.tryUp("--redis", "127.0.0.1:" + nobody), "Redis", Integer.toString(nobody));
    }

    @Test
    void a_broker_that_is_not_there_is_named() {
        int nobody = RealProcess.freePort();

        refused(box.tryUp("--mqtt", "127.0.0.1:" + nobody), "broker", Integer.toString(nobody));
    }

    @Test
    void a_full_disk_is_named_with_the_folder_and_what_is_needed() {
        box.environment().put("HEARTH_BOX_MIN_FREE_DISK", "900T");

        refused(box.tryUp(), "disk", box.data().toString());
    }

    @Test
    void a_machine_without_the_jdk_but_with_docker_is_told_the_compose_command() throws IOException {
        Path bin = onlyThese("docker");

        Command.Outcome up = withoutJdk(bin);

        refused(up, "JDK 25", "compose", "docker/compose.yaml");
    }

    @Test
    void a_machine_without_the_jdk_and_without_docker_is_told_what_to_install() throws IOException {
        Path bin = onlyThese();

        Command.Outcome up = withoutJdk(bin);

        refused(up, "JDK 25", "install");
    }

    private Command.Outcome withoutJdk(Path bin) {
        box.environment().put("JAVA_HOME", "");
        box.environment().put("HEARTH_JDK_FOLDERS", "");
        box.environment().put("PATH", bin.toString());
        return box.tryUp();
    }

    /** A PATH with the tools every machine has, and these programs as empty shells. */
    private Path onlyThese(String... programs) throws IOException {
        Path bin = Files.createDirectories(box.data().resolve("bin"));
        for (String tool :
                List.of("bash", "env", "dirname", "readlink", "uname", "cat", "sed", "grep", "ls", "mkdir", "head")) {
            Path real = Path.of("/usr/bin", tool);
            Path link = bin.resolve(tool);
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, Files.exists(real) ? real : Path.of("/bin", tool));
        }
        for (String program : programs) {
            Path file = Files.writeString(bin.resolve(program), "#!/bin/sh\nexit 0\n");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        return bin;
    }

    private static void refused(Command.Outcome up, String... said) {
        assertThat(up.exitCode()).as(up.output()).isNotZero();
        List<String> lines =
                up.output().lines().filter(line -> line.startsWith("hearth:")).toList();
        assertThat(lines).as(up.output()).hasSize(1);
        assertThat(lines.getFirst()).contains(said);
    }
}
