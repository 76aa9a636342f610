package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.validation.Required;
import io.hearth.contracts.validation.WellFormed;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Map;

/** What a device becomes that a provision watcher has recognised. */
public record DiscoveredDevice(
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @WellFormed
        String profileName,

        @Required AdminState adminState,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<@Required @Valid AutoEvent> autoEvents,
        Map<String, Object> properties) {
    public DiscoveredDevice {
        profileName = profileName == null ? "" : profileName;
        autoEvents = autoEvents == null ? List.of() : autoEvents;
        properties = properties == null ? Map.of() : properties;
    }
}
