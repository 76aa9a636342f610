package io.hearth.contracts.keeper;

/** How a registered service is (EdgeX API, core-keeper). */
public enum HealthStatus {
    /** It answers its health check. */
    UP,
    /** It does not. */
    DOWN,
    /** It was not asked yet. */
    UNKNOWN,
    /** It has said that it is stopped; it is not asked, and only listed when asked for. */
    HALT;

    /** EdgeX takes any other text for {@link #UNKNOWN}. */
    static HealthStatus of(String text) {
        for (HealthStatus status : values()) {
            if (status.name().equals(text)) {
                return status;
            }
        }
        return UNKNOWN;
    }
}
