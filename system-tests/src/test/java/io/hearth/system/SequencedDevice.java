package io.hearth.system;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.hearth.system.RuleSequence.Step;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A device with a rule of its own, which goes through a sequence step by step. */
final class SequencedDevice {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final String name;
    private final RuleSequence sequence;
    private final RulesProcess engine;
    private final ActingOnce around;
    private int done;

    SequencedDevice(String name, RuleSequence sequence, RulesProcess engine, ActingOnce around) {
        this.name = name;
        this.sequence = sequence;
        this.engine = engine;
        this.around = around;
    }

    String name() {
        return name;
    }

    String rule() {
        return sequence.rule(name);
    }

    /** Goes through the sequence as far as its first so many steps, and sees each. */
    void goTo(int step) {
        while (done < step) {
            send();
            see();
        }
    }

    void goToEnd() {
        goTo(sequence.steps().size());
    }

    /** Sends what the next step begins with. */
    void send() {
        step(done).value().ifPresent(value -> around.reads(name, "temperature", value));
        done++;
    }

    /** Waits until what was to become of the last step is seen. */
    void see() {
        await(this + " after " + step(done - 1)).atMost(LONG).pollInterval(LOOK).until(() -> isSeen(done));
    }

    /** Waits until that is seen, or what time has made of it meanwhile. */
    void seeAgain() {
        await(this + " after " + step(done - 1))
                .atMost(LONG)
                .pollInterval(LOOK)
                .until(() -> isSeen(done) || !isAtEnd() && step(done).isTime() && isSeen(done + 1));
    }

    private boolean isSeen(int steps) {
        return around.acted(name).size() >= sequence.told(steps).size()
                && state() == step(steps - 1).state();
    }

    boolean isAtEnd() {
        return done == sequence.steps().size();
    }

    /** What it is to have been told by now. */
    List<String> expectedSoFar() {
        return sequence.told(done);
    }

    /** How much of the sequence comes before that no time passes any more until a step is done. */
    int beforeHaste(int step) {
        int first = step;
        while (first > 0 && !step(first - 1).isTime()) {
            first--;
        }
        return first;
    }

    private Step step(int index) {
        return sequence.steps().get(index);
    }

    /** The first letter of its state. */
    private char state() {
        return status().path("state").asText("?").charAt(0);
    }

    /** Since when it is in its state. */
    Instant since() {
        return Instant.parse(status().path("since").asText());
    }

    private JsonNode status() {
        try {
            return engine.json("/api/v3/rule/name/" + name).path("devices").path(0);
        } catch (IOException busy) {
            return MissingNode.getInstance();
        }
    }

    /** What it is told from the beginning to the end. */
    List<String> expected() {
        return sequence.told(sequence.steps().size());
    }

    @Override
    public String toString() {
        return name;
    }
}
