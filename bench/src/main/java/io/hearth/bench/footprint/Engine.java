package io.hearth.bench.footprint;

import io.hearth.bench.RunningProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The container engine, asked as a user does. */
final class Engine {
    private static final int MOST_SAID = 2_000;

    private final Map<String, String> environment;
    private final RunningProgram running = new RunningProgram();

    /** An engine whose programs get these variables too. */
    Engine(Map<String, String> environment) {
        this.environment = environment;
    }

    /** What it says, without the last line's end. */
    String say(String... words) throws IOException, InterruptedException {
        Answer answer = run(words);
        if (answer.code() != 0) {
            throw new IllegalStateException("void: " + String.join(" ", words) + " said "
                    + answer.text()
                            .substring(0, Math.min(MOST_SAID, answer.text().length())));
        }
        return answer.text().strip();
    }

    /** What it says, if it does not fail. */
    Optional<String> tell(String... words) throws InterruptedException {
        try {
            Answer answer = run(words);
            return answer.code() == 0 ? Optional.of(answer.text().strip()) : Optional.empty();
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }

    /** Ends what another thread has it do, and does nothing for that one any more. */
    void interrupt() {
        running.end();
    }

    private Answer run(String... words) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(words)).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = running.start(builder);
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), text);
    }

    private record Answer(int code, String text) {}
}
