package io.hearth.rules.book;

import io.hearth.contracts.rest.ApiVersion;
import io.hearth.rules.document.RuleWriter;
import io.hearth.rules.engine.Evaluator;
import io.hearth.rules.engine.Sample;
import io.hearth.rules.rule.KnownRule;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One rule and what it is in.
 *
 * @param rule     its document, as it can be put again
 * @param version  1 for a new rule, one more with each change
 * @param created  in ms since 1970
 * @param modified in ms since 1970
 * @param devices  its state for each device that it watches; none while it is switched off
 */
public record RuleResponse(
        String apiVersion,
        int statusCode,
        String id,
        long version,
        long created,
        long modified,
        @Schema(ref = "Rule") Map<String, Object> rule,
        List<DeviceState> devices) {
    /**
     * A rule's state for one device.
     *
     * @param state      UNKNOWN, NORMAL, PENDING, ACTIVE or CLEARING
     * @param since      since when, ISO 8601, by the clock of the readings
     * @param lastValue  the newest value of the resource; absent before the first
     * @param lastOrigin when that was measured, in ns since 1970; absent before the first
     */
    public record DeviceState(
            String device, String resource, String state, String since, String lastValue, Long lastOrigin) {
        static DeviceState of(Evaluator.Status status) {
            return new DeviceState(
                    status.subject(),
                    status.last().stream()
                            .findFirst()
                            .map(sample -> sample.signal().resource())
                            .orElse(null),
                    status.state().label(),
                    status.state().since().toString(),
                    status.last().stream().findFirst().map(Sample::text).orElse(null),
                    status.last().stream().findFirst().map(Sample::origin).orElse(null));
        }
    }

    static RuleResponse of(KnownRule rule, List<Evaluator.Status> status) {
        return new RuleResponse(
                ApiVersion.V3,
                200,
                rule.id().toString(),
                rule.version(),
                rule.created().toEpochMilli(),
                rule.modified().toEpochMilli(),
                RuleWriter.write(rule.rule()),
                status.stream().map(DeviceState::of).toList());
    }
}
