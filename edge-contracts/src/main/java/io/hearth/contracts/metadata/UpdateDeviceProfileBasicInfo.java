package io.hearth.contracts.metadata;

import io.hearth.contracts.validation.Uuid;
import io.hearth.contracts.validation.WellFormed;
import java.util.List;

/** Changes to the basic info of a profile; every field that is null stays as it is. */
public record UpdateDeviceProfileBasicInfo(
        @Uuid String id,
        @WellFormed String name,
        String manufacturer,
        String description,
        String model,
        List<String> labels)
        implements Addressed {
    public UpdateDeviceProfileBasicInfo {
        labels = Nulls.asEmpty(labels);
    }
}
