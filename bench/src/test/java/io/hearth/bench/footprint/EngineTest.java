package io.hearth.bench.footprint;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineTest {
    private final Engine engine = new Engine(Map.of());

    @Test
    void what_an_ended_run_was_having_done_is_ended_with_what_it_has_started() {
        Thread hook = Thread.startVirtualThread(() -> {
            await().atMost(Duration.ofSeconds(5)).until(() -> ProcessHandle.current()
                    .descendants()
                    .anyMatch(process -> process.info().commandLine().orElse("").endsWith("sleep 12345")));
            engine.interrupt();
        });

        assertThatIllegalStateException().isThrownBy(() -> engine.say("bash", "-c", "sleep 12345; true"));

        await().atMost(Duration.ofSeconds(5)).until(() -> !hook.isAlive());
    }
}
