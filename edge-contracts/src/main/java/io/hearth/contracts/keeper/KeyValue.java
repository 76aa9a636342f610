package io.hearth.contracts.keeper;

/**
 * A value under its key, as core-keeper answers it (EdgeX API, core-keeper).
 *
 * @param key      levels separated by {@code /}, e.g. {@code edgex/v4/core-data/Writable/LogLevel}
 * @param value    the stored text: as it is when plain text was asked for, else in base64
 * @param created  when the key was first stored, Unix ms
 * @param modified when it was last stored, Unix ms
 */
public record KeyValue(String key, String value, long created, long modified) {}
