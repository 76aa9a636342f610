package io.hearth.contracts.rest;

/**
 * The answer to {@code GET /api/v3/ping}.
 *
 * @param timestamp now, as Unix {@code date} prints it
 */
public record PingResponse(String apiVersion, String timestamp, String serviceName) {}
