package io.hearth.contracts.rest;

/** The answer to {@code GET /api/v3/version}. */
public record VersionResponse(String apiVersion, String version, String serviceName) {}
