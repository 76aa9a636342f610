package io.hearth.rules.book;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How rules are kept: {@code hearth.rules.book.*}. */
public interface BookConfig {
    /** How many versions of each rule are kept, with the present one. */
    @WithDefault("50")
    int versions();

    /** How many deleted rules can be had back. */
    @WithDefault("1000")
    int deleted();

    /** How long the versions of a deleted rule are kept. */
    @WithDefault("30d")
    Duration deletedTime();

    /** A folder whose JSON and YAML files hold rules, which are taken up at the start. */
    Optional<String> dir();

    /** How many files of that folder are taken up. */
    @WithDefault("10000")
    int maxFiles();

    /** The largest file, in bytes; a larger one is left out. */
    @WithDefault("16777216")
    int maxFileBytes();
}
