package io.hearth.contracts.metadata;

import io.hearth.contracts.validation.GoDurationText;
import io.hearth.contracts.validation.Required;
import jakarta.validation.Valid;
import jakarta.validation.constraints.PositiveOrZero;

/**
 * A source that is read at a fixed rate (EdgeX device SDK, AutoEvents).
 *
 * @param interval          Go duration text, 1 ms or more
 * @param onChange          whether only changes are reported
 * @param onChangeThreshold a change of a number counts when it is greater than this
 * @param sourceName        a resource, a command or a regular expression over resources
 */
public record AutoEvent(
        @Required
        @GoDurationText(
                min = "1ms",
                message = "field must be a duration of 1ms or more, such as 500ms, 10s, 1h30m or 7d")
        String interval,

        boolean onChange,
        @PositiveOrZero(message = "field must be 0 or more") double onChangeThreshold,
        @Required String sourceName,
        @Valid Retention retention) {
    public AutoEvent {
        retention = retention == null ? Retention.DEFAULT : retention;
    }
}
