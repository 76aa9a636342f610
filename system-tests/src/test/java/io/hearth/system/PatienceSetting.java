package io.hearth.system;

import java.time.Duration;
import java.util.Optional;

/** How long is waited for containers and pods: the scripts that start them have it in the environment, as {@value #NAME}. */
final class PatienceSetting {
    static final String NAME = "PATIENCE";

    private PatienceSetting() {}

    /** So many seconds as are set; as long as this when there are none. */
    static Duration orElse(Duration unset) {
        return of(Optional.ofNullable(System.getenv(NAME)), unset);
    }

    /** The same of what is set; throws IllegalArgumentException when that is no number of seconds. */
    static Duration of(Optional<String> set, Duration unset) {
        return set.filter(seconds -> !seconds.isEmpty())
                .map(seconds -> {
                    if (!seconds.matches("[1-9]\\d{0,5}")) {
                        throw new IllegalArgumentException(
                                NAME + " is '" + seconds + "': allowed are whole seconds, 1 to 999999");
                    }
                    return Duration.ofSeconds(Long.parseLong(seconds));
                })
                .orElse(unset);
    }
}
