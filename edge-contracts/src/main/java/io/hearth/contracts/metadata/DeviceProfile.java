package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.validation.NotBlankName;
import io.hearth.contracts.validation.Uuid;
import io.hearth.contracts.validation.ValidProfile;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Optional;

/**
 * A kind of device (EdgeX core-metadata).
 *
 * @param apiVersion        inside the profile as well, as EdgeX writes it
 * @param linkedDeviceCount how many devices are of this kind; computed on output
 */
@ValidProfile
public record DeviceProfile(
        String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) Long created,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) Long modified,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Uuid String id,
        @NotBlankName String name,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String manufacturer,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String description,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String model,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> labels,
        long linkedDeviceCount,
        List<@Valid DeviceResource> deviceResources,
        List<@Valid DeviceCommand> deviceCommands) {
    public DeviceProfile {
        apiVersion = apiVersion == null || apiVersion.isEmpty() ? ApiVersion.V3 : apiVersion;
        id = id == null ? "" : id;
        manufacturer = manufacturer == null ? "" : manufacturer;
        description = description == null ? "" : description;
        model = model == null ? "" : model;
        labels = labels == null ? List.of() : Nulls.asEmpty(labels);
        deviceResources = deviceResources == null ? List.of() : deviceResources;
        deviceCommands = deviceCommands == null ? List.of() : deviceCommands;
    }

    /** The resource of this name. */
    public Optional<DeviceResource> resource(String name) {
        return deviceResources.stream()
                .filter(resource -> name.equals(resource.name()))
                .findFirst();
    }

    /** The device command of this name. */
    public Optional<DeviceCommand> command(String name) {
        return deviceCommands.stream()
                .filter(command -> name.equals(command.name()))
                .findFirst();
    }
}
