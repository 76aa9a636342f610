package io.hearth.rules.spec;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.rules.Given;
import io.hearth.rules.spec.SpecCase.Happening;
import io.hearth.rules.spec.SpecCase.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A row of the specification under way in the service: what was to be seen of it so far, and what was. */
public final class SpecRow {
    private final SpecCase specified;
    private final StringBuilder marks = new StringBuilder();
    private final List<String> told = new ArrayList<>();
    private volatile int next;
    private volatile boolean succeeds;
    private Optional<Instant> changedAt = Optional.empty();
    private Optional<String> broken = Optional.empty();

    /** Before its first step. */
    public SpecRow(SpecCase specified) {
        this.specified = specified;
    }

    /** The name of its rule. */
    public String name() {
        return specified.rule().get("name").textValue();
    }

    /** Its rule's document. */
    public JsonNode rule() {
        return specified.rule();
    }

    /** The device that its rule is about. */
    public String subject() {
        return specified.rule().get("when").get("device").textValue();
    }

    /** The step to be taken now. */
    public Step step() {
        return specified.steps().get(next);
    }

    /** Whether an action succeeds in the step to be taken now, or in the one after it. */
    public boolean isDoneSoon() {
        return specified.steps().stream()
                .skip(next)
                .limit(2)
                .anyMatch(step -> step.happening() instanceof Happening.Done);
    }

    /** Its action succeeds now, until this step was checked. */
    public void succeed() {
        succeeds = true;
    }

    /** Whether its action succeeds. */
    public boolean succeeds() {
        return succeeds;
    }

    /** Its rule changed its state or decided something. */
    public void changed(JsonNode change) {
        if (change.has("heldBack")) {
            marks.append('~');
        } else if (change.has("decided")) {
            marks.append(
                    switch (change.get("decided").textValue()) {
                        case "raised" -> '+';
                        case "repeated" -> '*';
                        case "cleared" -> '-';
                        default -> throw new IllegalArgumentException(change.toString());
                    });
        }
        changedAt = Optional.of(Instant.parse(change.get("at").textValue()));
    }

    /**
     * Compares the state and what was done since the step before with what the step says, and goes on to the next step. A
     * difference is kept, and no other one after it.
     *
     * @param modes what the boiler was told, from the beginning
     */
    public void check(String state, List<String> modes) {
        Step step = step();
        step.marks().chars().forEach(this::expect);
        String was = state.charAt(0) + marks.toString();
        String expected = step.state() + step.marks();
        Optional<Instant> due = step.changedAt().map(Given.NOW::plusNanos);
        if (broken.isEmpty() && !was.equals(expected)) {
            broken = Optional.of(specified.title() + " at " + step + ": expected " + expected + ", was " + was);
        } else if (broken.isEmpty() && due.isPresent() && !due.equals(changedAt)) {
            broken = Optional.of(specified.title() + " at " + step + ": expected at " + due + ", was at " + changedAt);
        } else if (broken.isEmpty() && !modes.equals(told)) {
            broken = Optional.of(specified.title() + " at " + step + ": expected commands " + told + ", were " + modes);
        }
        succeeds = false;
        marks.setLength(0);
        changedAt = Optional.empty();
        next++;
    }

    private void expect(int mark) {
        if (mark == '-' && !rule().get("otherwise").isEmpty()) {
            told.add("off");
        } else if ((mark == '+' || mark == '*') && !rule().get("then").isEmpty()) {
            told.add("on");
        }
    }

    /** The first difference between what was to be seen and what was; empty for none. */
    public Optional<String> broken() {
        return broken;
    }
}
