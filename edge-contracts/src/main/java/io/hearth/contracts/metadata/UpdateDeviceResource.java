package io.hearth.contracts.metadata;

import io.hearth.contracts.validation.NotBlankName;

/** Changes to a resource of a profile; every field that is null stays as it is. {@code name} says which one. */
public record UpdateDeviceResource(@NotBlankName String name, String description, Boolean isHidden) {}
