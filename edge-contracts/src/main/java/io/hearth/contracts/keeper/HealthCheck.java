package io.hearth.contracts.keeper;

import io.hearth.contracts.validation.GoDurationText;
import io.hearth.contracts.validation.Required;

/**
 * How a registered service is asked whether it is well: {@code <type>://<host>:<port><path>}, well is any status 2xx.
 *
 * @param interval how often, as Go writes a duration
 * @param path     the path of the request, e.g. {@code /api/v3/ping}
 * @param type     the protocol, {@code http} or {@code https}
 */
public record HealthCheck(
        @Required @GoDurationText(min = "1ns", message = "field must be a duration such as 500ms, 10s or 1h30m")
        String interval,

        @Required String path,
        @Required String type) {}
