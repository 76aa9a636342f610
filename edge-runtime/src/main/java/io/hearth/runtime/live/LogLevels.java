package io.hearth.runtime.live;

import io.hearth.runtime.door.Door;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.Logger;
import org.jboss.logmanager.Level;

/** EdgeX's {@code Writable/LogLevel} of each service: how much its loggers write. */
@Singleton
public class LogLevels {
    private final LiveConfig live;
    private final List<Door> doors;
    /** A logger that nobody refers to forgets its level. */
    private final List<Logger> kept = new ArrayList<>();

    LogLevels(LiveConfig live, @Any Instance<Door> doors) {
        this.live = live;
        this.doors = doors.stream().toList();
    }

    /** EdgeX's levels, from the one that writes most. */
    enum LogLevel {
        TRACE(Level.TRACE),
        DEBUG(Level.DEBUG),
        INFO(Level.INFO),
        WARN(Level.WARN),
        ERROR(Level.ERROR);

        private final java.util.logging.Level level;

        LogLevel(java.util.logging.Level level) {
            this.level = level;
        }

        static LogLevel of(String text) {
            try {
                return valueOf(text.trim().toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException unknown) {
                throw new IllegalArgumentException("allowed is TRACE, DEBUG, INFO, WARN or ERROR", unknown);
            }
        }

        /** The level at which a logger writes now. */
        static LogLevel of(Logger logger) {
            Logger at = logger;
            while (at.getLevel() == null && at.getParent() != null) {
                at = at.getParent();
            }
            int now = at.getLevel() == null
                    ? Level.INFO.intValue()
                    : at.getLevel().intValue();
            LogLevel found = TRACE;
            for (LogLevel candidate : values()) {
                found = candidate.level.intValue() <= now ? candidate : found;
            }
            return found;
        }
    }

    void follow(@Observes StartupEvent started) {
        doors.forEach(door -> {
            Logger logger = Logger.getLogger(door.loggers());
            kept.add(logger);
            LogLevel atStart = LogLevel.of(logger);
            java.util.logging.Level configured = logger.getLevel();
            live.follow(
                    door.serviceKey(),
                    "Writable/LogLevel",
                    LogLevel::of,
                    atStart,
                    level -> logger.setLevel(level == atStart ? configured : level.level));
        });
    }
}
