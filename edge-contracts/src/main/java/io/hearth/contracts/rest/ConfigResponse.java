package io.hearth.contracts.rest;

/**
 * The answer to {@code GET /api/v3/config}.
 *
 * @param config the settings in force, as a tree
 */
public record ConfigResponse(String apiVersion, Object config, String serviceName) {}
