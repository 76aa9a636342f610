package io.hearth.contracts.keeper;

/**
 * A value under its key, as core-keeper answers it (EdgeX API, core-keeper).
 *
 * @param key      levels separated by {@code /}, e.g. {@code edgex/v4/core-data/Writable/LogLevel}
 * @param value    the stored text: as it is when plain text was asked for, else in base64
 * @param created  when the key was first stored, Unix ms; 0 when nobody has, and it is what core-keeper begins with
 * @param modified when it was last stored, Unix ms; 0 likewise
 */
public record KeyValue(String key, String value, long created, long modified) {
    /** Whether somebody has stored it, rather than core-keeper itself. */
    public boolean wasSet() {
        return modified > 0;
    }
}
