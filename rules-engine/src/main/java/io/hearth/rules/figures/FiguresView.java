package io.hearth.rules.figures;

import io.hearth.rules.engine.RuleFigures;
import io.hearth.rules.engine.RuleFigures.LastError;
import io.hearth.rules.rule.KnownRule;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a rule did since the start of the service, as users see it; times are ISO 8601 and absent before the first. How each
 * device stands is told with the rule itself.
 *
 * @param devices        how many devices it is about now; 0 while it is switched off
 * @param states         how many of them are in which state
 * @param evaluations    how many readings it was held against
 * @param firings        how often it decided to act
 * @param limited        how often it was kept from it because it fires too often
 * @param cooledDown     how often because its actions had succeeded not long ago
 * @param silenced       how often because a silence held
 * @param looped         how often because it feeds itself
 * @param lastEvaluation when the newest reading that it was held against was measured
 * @param lastError      what kept it last from being evaluated
 * @param lastErrorTime  when
 */
public record FiguresView(
        String name,
        boolean enabled,
        int devices,
        Map<String, Integer> states,
        long evaluations,
        long firings,
        long limited,
        long cooledDown,
        long silenced,
        long looped,
        String lastEvaluation,
        String lastChange,
        String lastFiring,
        String lastError,
        String lastErrorTime,
        ActionFigures actions) {
    /**
     * What became of a rule's actions since the start.
     *
     * @param done          how many are done
     * @param failed        how many were given up
     * @param unconfirmed   how many a device has taken and not shown
     * @param waiting       how many wait or are under way now
     * @param waitingSince  when the oldest of these was decided
     * @param lastError     why the last one that was not done, or not confirmed, was not
     * @param lastErrorTime when
     */
    public record ActionFigures(
            long done,
            long failed,
            long unconfirmed,
            long waiting,
            String waitingSince,
            String lastDone,
            String lastFailed,
            String lastError,
            String lastErrorTime) {
        private static ActionFigures of(Acted acted, Waiting waiting) {
            return new ActionFigures(
                    acted.done(),
                    acted.failed(),
                    acted.unconfirmed(),
                    waiting.count(),
                    text(waiting.since()),
                    text(acted.lastDone()),
                    text(acted.lastFailed()),
                    acted.lastError().map(LastError::text).orElse(null),
                    text(acted.lastError().map(LastError::at)));
        }
    }

    static FiguresView of(KnownRule rule, RuleFigures evaluated, Acted acted, Waiting waiting) {
        return new FiguresView(
                rule.rule().name(),
                rule.rule().enabled(),
                evaluated.subjects(),
                evaluated.states(),
                evaluated.evaluations(),
                evaluated.firings().acted(),
                evaluated.firings().limited(),
                evaluated.firings().cooledDown(),
                evaluated.firings().silenced(),
                evaluated.firings().looped(),
                text(evaluated.lastEvaluation()),
                text(evaluated.lastChange()),
                text(evaluated.firings().last()),
                evaluated.lastError().map(LastError::text).orElse(null),
                text(evaluated.lastError().map(LastError::at)),
                ActionFigures.of(acted, waiting));
    }

    private static String text(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(null);
    }
}
