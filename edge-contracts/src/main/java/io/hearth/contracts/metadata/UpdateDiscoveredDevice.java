package io.hearth.contracts.metadata;

import io.hearth.contracts.validation.Required;
import io.hearth.contracts.validation.WellFormed;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Map;

/** Changes to what a discovered device becomes; every field that is null stays as it is. */
public record UpdateDiscoveredDevice(
        @WellFormed String profileName,
        AdminState adminState,
        List<@Required @Valid AutoEvent> autoEvents,
        Map<String, Object> properties) {}
