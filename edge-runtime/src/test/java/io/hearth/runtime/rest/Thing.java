package io.hearth.runtime.rest;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;

/** What the conventions are tried on. */
public record Thing(
        String requestId, @NotBlank String name, @Min(1) int size) {}
