package io.hearth.contracts.metadata;

import io.hearth.contracts.validation.NotBlankName;

/** Changes to a device command of a profile; what is null stays as it is. {@code name} says which one. */
public record UpdateDeviceCommand(@NotBlankName String name, Boolean isHidden) {}
