package io.hearth.rules.backtest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.rules.action.Deed;
import io.hearth.rules.check.Finding;
import io.hearth.rules.engine.Evaluator;
import io.hearth.rules.engine.Sample;
import io.hearth.rules.engine.Transition;
import io.hearth.rules.rule.Firing;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a rule would have come to.
 *
 * @param from     when it began to watch, ISO 8601
 * @param to       when it ended
 * @param readings how many readings it went through
 * @param complete whether it went through all
 * @param message  why it did not
 * @param warnings what it names and is not there
 * @param devices  for each device, its state at the end and how often what happened
 * @param steps    each change of its state and each firing, in order
 */
public record TrialResponse(
        String apiVersion,
        int statusCode,
        String from,
        String to,
        int readings,
        boolean complete,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String message,
        List<Finding> warnings,
        List<DeviceResult> devices,
        List<StepResult> steps) {
    /**
     * What became of one device.
     *
     * @param raised   how often it became active and acted
     * @param repeated how often it acted again while it was active
     * @param cleared  how often it acted because it was no longer active
     * @param heldBack how often it did not act though it would have
     * @param actions  how many actions there would have been
     */
    public record DeviceResult(
            String device,
            String state,
            String since,
            long raised,
            long repeated,
            long cleared,
            long heldBack,
            long actions) {}

    /**
     * A change of state, or a firing without one.
     *
     * @param firing   RAISED, REPEATED or CLEARED; left out when it does not act
     * @param heldBack why it does not act though it would; left out when nothing held it back
     * @param cause    the resource whose reading did it, as device/resource; left out when it was a timer
     * @param value    the newest value of what it watches first
     * @param actions  what it would have done, with everything filled in
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record StepResult(
            String time,
            String device,
            String from,
            String to,
            String firing,
            String heldBack,
            String cause,
            String value,
            List<Map<String, Object>> actions) {
        static StepResult of(Step step) {
            Transition transition = step.transition();
            return new StepResult(
                    transition.at().toString(),
                    transition.subject(),
                    transition.from().label(),
                    transition.to().label(),
                    transition.firing().map(firing -> firing.kind().name()).orElse(""),
                    transition.heldBack().map(Enum::name).orElse(""),
                    transition
                            .cause()
                            .map(Sample::signal)
                            .map(signal -> signal.device() + "/" + signal.resource())
                            .orElse(""),
                    transition.value(),
                    step.deeds().stream().map(TrialResponse::shown).toList());
        }
    }

    static TrialResponse of(Course course, Instant from, Instant to, List<Finding> warnings) {
        return new TrialResponse(
                ApiVersion.V3,
                200,
                from.toString(),
                to.toString(),
                course.readings(),
                course.cut().isEmpty(),
                course.cut().orElse(""),
                warnings,
                course.states().stream()
                        .map(state -> device(state, course.steps()))
                        .toList(),
                course.steps().stream().map(StepResult::of).toList());
    }

    private static DeviceResult device(Evaluator.Status status, List<Step> steps) {
        List<Step> own = steps.stream()
                .filter(step -> step.transition().subject().equals(status.subject()))
                .toList();
        return new DeviceResult(
                status.subject(),
                status.state().label(),
                status.state().since().toString(),
                count(own, Firing.Kind.RAISED),
                count(own, Firing.Kind.REPEATED),
                count(own, Firing.Kind.CLEARED),
                own.stream()
                        .filter(step -> step.transition().heldBack().isPresent())
                        .count(),
                own.stream().mapToLong(step -> step.deeds().size()).sum());
    }

    private static long count(List<Step> steps, Firing.Kind kind) {
        return steps.stream()
                .filter(step -> step.transition()
                        .firing()
                        .filter(firing -> firing.kind() == kind)
                        .isPresent())
                .count();
    }

    /** As the document has actions. */
    private static Map<String, Object> shown(Deed deed) {
        Map<String, Object> fields = new LinkedHashMap<>();
        switch (deed) {
            case Deed.Command command -> {
                fields.put("device", command.device());
                fields.put("command", command.command());
                fields.put("values", command.values());
            }
            case Deed.Publish publish -> {
                fields.put("topic", publish.topic());
                fields.put("payload", publish.payload());
                fields.put("qos", publish.qos());
                fields.put("retain", publish.retain());
            }
            case Deed.Webhook webhook -> {
                fields.put("url", webhook.url());
                fields.put("method", webhook.method());
                webhook.body().ifPresent(body -> fields.put("body", body));
            }
            case Deed.Notify notify -> fields.putAll(notify.alert());
            case Deed.Write write -> {
                fields.put("device", write.device());
                fields.put("resource", write.resource());
                fields.put("value", write.value());
            }
            case Deed.Refused refused -> fields.put("refused", refused.reason());
        }
        return Map.of(deed.kind().name().toLowerCase(Locale.ROOT), fields);
    }
}
