package io.hearth.runtime.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;

class LeftBehindTest {
    private static final String OURS = LeftBehind.owner(ProcessHandle.current());

    @Test
    void the_containers_of_a_process_that_runs_are_its_own() {
        assertThat(LeftBehind.isOfTheDead(OURS)).isFalse();
    }

    @Test
    void a_process_that_has_the_id_of_one_that_is_gone_is_another() {
        String[] parts = OURS.split(" ");

        assertThat(LeftBehind.isOfTheDead(parts[0] + " " + parts[1] + " 12345")).isTrue();
    }

    @Test
    void of_a_process_that_cannot_be_seen_from_here_nothing_is_known() {
        assertThat(LeftBehind.isOfTheDead("elsewhere 1 12345")).isFalse();
    }

    @Test
    void what_a_killed_run_left_behind_is_removed_and_nothing_else_is() throws Exception {
        assumeThat(TestServers.place(TestServers.REDIS)).isInstanceOf(Container.class);
        DockerClient engine = DockerClientFactory.instance().client();
        Process killed = new ProcessBuilder("sleep", "1000").start();
        String dead = created(engine, LeftBehind.owner(killed.toHandle()));
        killed.destroyForcibly().waitFor();
        String alive = created(engine, OURS);

        new LeftBehind(engine).remove();

        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> engine.inspectContainerCmd(dead).exec());
        engine.inspectContainerCmd(alive).exec();
        engine.removeContainerCmd(alive).withForce(true).exec();
    }

    private static String created(DockerClient engine, String owner) {
        return engine.createContainerCmd(TestServers.REDIS)
                .withLabels(Map.of(LeftBehind.OWNER, owner))
                .exec()
                .getId();
    }
}
