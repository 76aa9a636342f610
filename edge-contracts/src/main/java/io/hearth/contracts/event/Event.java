package io.hearth.contracts.event;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.hearth.contracts.validation.NonZero;
import io.hearth.contracts.validation.NotBlankName;
import io.hearth.contracts.validation.Required;
import io.hearth.contracts.validation.Uuid;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Map;

/**
 * What one device reported at one time from one source (EdgeX API, event).
 *
 * @param id          a uuid
 * @param profileName the device's profile, may be "" since EdgeX 4.1
 * @param sourceName  the resource or device command it came from, may be "" since EdgeX 4.1
 * @param origin      when, Unix ns; not 0
 * @param readings    at least one
 * @param tags        empty when there are none
 */
@JsonSerialize(using = EventJson.Writer.class)
@JsonDeserialize(using = EventJson.Reader.class)
public record Event(
        @Required String apiVersion,
        @Required @Uuid String id,
        @NotBlankName String deviceName,
        String profileName,
        String sourceName,
        @NonZero long origin,
        @Required List<@Valid Reading> readings,
        Map<String, Object> tags) {
    public Event {
        apiVersion = apiVersion == null ? "" : apiVersion;
        id = id == null ? "" : id;
        deviceName = deviceName == null ? "" : deviceName;
        profileName = profileName == null ? "" : profileName;
        sourceName = sourceName == null ? "" : sourceName;
        readings = readings == null ? List.of() : readings;
        tags = tags == null ? Map.of() : tags;
    }

    /**
     * The event with everything filled in that EdgeX's optimized payloads leave out of its readings: device, profile,
     * origin, and the resource's name where there is one reading.
     */
    public Event completed() {
        for (Reading reading : readings) {
            if (lacks(reading)) {
                List<Reading> all = readings.stream().map(this::complete).toList();
                return new Event(apiVersion, id, deviceName, profileName, sourceName, origin, all, tags);
            }
        }
        return this;
    }

    private boolean lacks(Reading reading) {
        return reading.origin() == 0
                || reading.deviceName().isEmpty()
                || reading.resourceName().isEmpty()
                || reading.profileName().isEmpty() && !profileName.isEmpty();
    }

    private Reading complete(Reading reading) {
        String onlyOne = readings.size() == 1 ? sourceName : "";
        return new Reading(
                reading.id(),
                reading.origin() == 0 ? origin : reading.origin(),
                reading.deviceName().isEmpty() ? deviceName : reading.deviceName(),
                reading.resourceName().isEmpty() ? onlyOne : reading.resourceName(),
                reading.profileName().isEmpty() ? profileName : reading.profileName(),
                reading.valueType(),
                reading.units(),
                reading.tags(),
                reading.value());
    }
}
