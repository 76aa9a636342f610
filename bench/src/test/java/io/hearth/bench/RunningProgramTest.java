package io.hearth.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class RunningProgramTest {
    private final RunningProgram running = new RunningProgram();

    @Test
    void nothing_is_started_any_more_after_another_thread_has_ended_the_run() throws Exception {
        Thread hook = Thread.startVirtualThread(running::end);
        hook.join();

        assertThatIllegalStateException()
                .isThrownBy(() -> running.start(new ProcessBuilder("true")))
                .withMessage("void: the run was ended before true");
    }

    @Test
    void who_has_ended_it_takes_down_what_was_put_up() throws Exception {
        Process put = running.start(new ProcessBuilder("sleep", "1000"));

        running.end();

        assertThat(put.isAlive()).isFalse();
        assertThat(running.start(new ProcessBuilder("true")).waitFor()).isZero();
    }
}
