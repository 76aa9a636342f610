package io.hearth.device.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.event.DeadLetter;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.device.DeviceConfig;
import io.hearth.device.mapping.MappingIndex;
import io.hearth.device.mapping.MappingRules;
import io.hearth.device.mapping.Problem;
import io.hearth.device.reading.DecodingRules;
import io.hearth.device.reading.ReadingUnits;
import io.hearth.device.registry.DeviceCatalog;
import io.hearth.runtime.rest.RequestBody;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Shows what a message would become, also with a profile or device that is not there yet. Hearth's own, not EdgeX's. */
@Path("/device-mqtt/api/v3/mapping/try")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "device-mqtt")
public class MappingTrialRoutes {
    private static final int OK = 200;

    private final DeviceCatalog catalog;
    private final RequestBody bodies;
    private final MappingTrial trial;

    MappingTrialRoutes(
            DeviceCatalog catalog,
            RequestBody bodies,
            MappingRules mapping,
            DecodingRules decoding,
            DeviceConfig config,
            ReadingUnits units) {
        this.catalog = catalog;
        this.bodies = bodies;
        this.trial = new MappingTrial(mapping, decoding, config.payload().excerptBytes(), units, Clock.systemUTC());
    }

    /**
     * What is tried.
     *
     * @param topic         of the message
     * @param payload       its text; what is not a text is sent as JSON
     * @param payloadBase64 its bytes instead
     * @param profile       to be tried in place of the one of this name; may be left out
     * @param device        to be tried in place of all others; may be left out
     */
    public record TrialRequest(
            String topic, JsonNode payload, String payloadBase64, DeviceProfile profile, Device device) {}

    /** What it would become. */
    public record TrialResponse(
            String apiVersion,
            int statusCode,
            String ignored,
            List<Event> events,
            List<DeadLetter> deadLetters,
            List<String> notes,
            List<Problem> problems) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "What a message would become; changes nothing")
    public TrialResponse run(byte[] body) {
        TrialRequest request = bodies.one(body, TrialRequest.class);
        if (request.topic() == null || request.topic().isEmpty()) {
            throw invalid("topic is missing");
        }
        Optional<DeviceProfile> profile = Optional.ofNullable(request.profile());
        Optional<Device> device = Optional.ofNullable(request.device());
        boolean changed = profile.isPresent() || device.isPresent();
        MappingIndex index = changed ? trial.with(profile, device, catalog.index()) : catalog.index();
        List<Problem> problems = changed
                ? index.devices().stream()
                        .flatMap(known -> known.problems().stream())
                        .distinct()
                        .toList()
                : List.of();
        MappingTrial.Result result = trial.run(request.topic(), payload(request), index, problems);
        return new TrialResponse(
                ApiVersion.V3,
                OK,
                result.ignored(),
                result.events(),
                result.deadLetters(),
                result.notes(),
                result.problems());
    }

    private static byte[] payload(TrialRequest request) {
        boolean bytes = request.payloadBase64() != null;
        boolean text = request.payload() != null && !request.payload().isNull();
        if (bytes == text) {
            throw invalid("allowed is one of payload and payloadBase64, there are " + (bytes ? "both" : "none"));
        }
        try {
            return bytes
                    ? Base64.getDecoder().decode(request.payloadBase64())
                    : (request.payload().isTextual()
                                    ? request.payload().textValue()
                                    : request.payload().toString())
                            .getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noBase64) {
            throw invalid("payloadBase64 is no base64: " + noBase64.getMessage());
        }
    }

    private static EdgexException invalid(String message) {
        return new EdgexException(ErrorKind.CONTRACT_INVALID, message);
    }
}
