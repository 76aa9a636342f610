package io.hearth.command.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One command in the journal.
 *
 * @param id            of this attempt: a command id that is asked again after a failure has several
 * @param time          when it was about to be sent; Unix ns, in whole µs
 * @param requestId     the command id
 * @param correlationId what it went under through the services
 * @param serviceName   the device service; "" when it was not looked up
 * @param method        {@code get} or {@code set}
 * @param values        what was to be set; a text when it was cut short
 * @param caller        who asked
 * @param outcome       see {@link JournalOutcome}
 * @param statusCode    what the caller was told; 0 while nothing is known
 * @param message       why it was not done
 * @param answer        what the device answered to a get; a text when it was cut short
 * @param duration      from being written down to the outcome, in ns
 * @param instance      the replica of core-command that carried it out
 * @param run           which run of that replica
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Entry(
        @Schema(examples = "5f3c91d200000001") String id,

        @Schema(examples = "1700000000000000000") long time,

        @Schema(examples = "3a0e1a50-2a55-4f0e-9d3c-0d6e4d2d9a11")
        String requestId,

        String correlationId,

        @Schema(examples = "boiler") String deviceName,

        @Schema(examples = "device-mqtt") String serviceName,

        @Schema(examples = "control") String commandName,

        @Schema(examples = "set") String method,

        @Schema(examples = "{\"mode\":\"heat\",\"target\":23}")
        JsonNode values,

        Who caller,

        @Schema(examples = "done") String outcome,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int statusCode,
        String message,
        JsonNode answer,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long duration,
        String instance,
        String run) {

    /**
     * Who asked.
     *
     * @param kind    {@code person}, {@code rule} or {@code unknown}
     * @param name    which one; left out when it was not said
     * @param way     {@code rest}, {@code bus} or {@code external}
     * @param address the client's IP address, or the topic of the request
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Who(
            @Schema(examples = "person") String kind,
            @Schema(examples = "alice") String name,
            @Schema(examples = "rest") String way,
            @Schema(examples = "192.0.2.7") String address) {}

    /** The same with what became of it. */
    Entry ended(String served, JournalOutcome end, int status, String why, JsonNode answered, long took) {
        return new Entry(
                id,
                time,
                requestId,
                correlationId,
                deviceName,
                served,
                commandName,
                method,
                values,
                caller,
                end.text(),
                status,
                why,
                answered,
                took,
                instance,
                run);
    }
}
