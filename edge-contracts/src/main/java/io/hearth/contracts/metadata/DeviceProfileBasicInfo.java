package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A device profile without what its devices can do.
 *
 * @param linkedDeviceCount how many devices are of this kind
 */
public record DeviceProfileBasicInfo(
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String id,
        String name,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String manufacturer,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String description,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String model,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> labels,
        long linkedDeviceCount) {

    /** Of a profile whose devices are counted. */
    public static DeviceProfileBasicInfo of(DeviceProfile profile) {
        return new DeviceProfileBasicInfo(
                profile.id(),
                profile.name(),
                profile.manufacturer(),
                profile.description(),
                profile.model(),
                profile.labels(),
                profile.linkedDeviceCount());
    }
}
