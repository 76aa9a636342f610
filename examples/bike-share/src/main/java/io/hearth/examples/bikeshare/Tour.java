package io.hearth.examples.bikeshare;

import io.hearth.examples.bikeshare.app.Answer;
import io.hearth.examples.bikeshare.app.App;
import io.hearth.examples.bikeshare.bike.Bike;
import io.hearth.examples.bikeshare.bike.Fault;
import io.hearth.examples.bikeshare.bike.News;
import io.hearth.examples.bikeshare.bike.Order;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One bike through all that the platform does: seen by the server, unlocked, ridden and locked by the app, its alarm, a
 * fault that everybody is told of, and its rides added up.
 */
final class Tour {
    private static final Duration RIDE = Duration.ofSeconds(3);
    private static final Duration GLANCE = Duration.ofMillis(300);

    private final Bike hero;
    private final Story story;
    private final App app;
    private final LiveFleet fleet;
    private final Consumer<String> teller;
    private final long deadline;

    /** With how long all of it may take. */
    Tour(Bike hero, Story story, App app, LiveFleet fleet, Consumer<String> teller, Duration within) {
        this.hero = hero;
        this.story = story;
        this.app = app;
        this.fleet = fleet;
        this.teller = teller;
        this.deadline = System.nanoTime() + within.toNanos();
    }

    /** What is known before the bikes say anything, to be told from what this tour adds. */
    record Before(long events, long metres) {
        static Before of(App app, String hero) throws InterruptedException {
            return new Before(
                    app.events().orElse(0L), app.sum(hero, "rideMetres").orElse(0L));
        }
    }

    /** Takes it; empty when all was seen, else what was not. */
    Optional<String> take(Before before, int bikes) throws InterruptedException {
        if (!until(() ->
                app.events().filter(stored -> stored - before.events() >= bikes).isPresent())) {
            return Optional.of("LIVE, a status of each bike in core-data");
        }
        seen("LIVE", "core-data has heard of all " + bikes + " bikes");
        return unlocked().or(this::locked).or(this::alarmed).or(this::broken).or(() -> summed(before));
    }

    private Optional<String> unlocked() {
        return told(Order.UNLOCK, "UNLOCK", tells -> tells instanceof News.RideStarted);
    }

    private Optional<String> locked() {
        pause(RIDE);
        return told(Order.LOCK, "LOCK", tells -> tells instanceof News.RideEnded);
    }

    /** The app waits until the bike shows it, which core-command sees to. */
    private Optional<String> told(Order order, String title, Predicate<News> wanted) {
        Answer answer = interruptibly(() -> app.tell(hero.name(), order, true));
        if (!answer.done()) {
            return Optional.of(title + ", the app was answered " + answer.status() + " " + answer.message());
        }
        boolean came = interruptibly(
                () -> story.await(seen -> seen instanceof Story.Seen.Tells(News news) && wanted.test(news), deadline));
        if (!came) {
            return Optional.of(title + ", its ride on usage/stats/" + hero.name());
        }
        seen(title, hero.name() + " has confirmed it to the app");
        return Optional.empty();
    }

    private Optional<String> alarmed() {
        Answer answer = interruptibly(() -> app.tell(hero.name(), Order.ALARM, false));
        if (!answer.done()) {
            return Optional.of("ALARM, the app was answered " + answer.status() + " " + answer.message());
        }
        if (!interruptibly(() -> until(
                () -> app.reading(hero.name(), "alarmOn").filter("true"::equals).isPresent()))) {
            return Optional.of("ALARM, the bike's report that it sounds");
        }
        seen("ALARM", hero.name() + " reports that it sounds");
        return Optional.empty();
    }

    private Optional<String> broken() {
        // What an earlier tour has broken is still broken, as far as anybody knows.
        if (interruptibly(() -> app.reading(hero.name(), "severity").filter("2"::equals))
                .isPresent()) {
            fleet.breaks(hero, Fault.NONE);
        }
        fleet.breaks(hero, Fault.BRAKE);
        if (!interruptibly(() -> story.await(Tour::isWarning, deadline))) {
            return Optional.of("MAINTENANCE, an alert about " + hero.name() + " on system/alerts");
        }
        seen("MAINTENANCE", "the fault on maintenance/" + hero.name() + " went to system/alerts");
        return Optional.empty();
    }

    private static boolean isWarning(Story.Seen seen) {
        return seen instanceof Story.Seen.Alert(String payload) && payload.contains("must not be ridden");
    }

    private Optional<String> summed(Before before) {
        boolean same = interruptibly(() -> until(() -> app.sum(hero.name(), "rideMetres")
                .filter(sum -> sum - before.metres() == hero.totals().metres())
                .isPresent()));
        if (!same) {
            return Optional.of("STATISTICS, a sum of rideMetres that is " + before.metres() + " + "
                    + hero.totals().metres());
        }
        seen(
                "STATISTICS",
                hero.name() + " has ridden " + (before.metres() + hero.totals().metres())
                        + " m, which is what core-data adds up to");
        return Optional.empty();
    }

    private void seen(String title, String meaning) {
        teller.accept("** " + title + " ** " + meaning);
    }

    private interface Asked<T> {
        T ask() throws InterruptedException;
    }

    private boolean until(Asked<Boolean> condition) throws InterruptedException {
        while (!condition.ask()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(GLANCE);
        }
        return true;
    }

    private static <T> T interruptibly(Asked<T> asked) {
        try {
            return asked.ask();
        } catch (InterruptedException stop) {
            throw new Stopped(stop);
        }
    }

    private static void pause(Duration time) {
        interruptibly(() -> {
            Thread.sleep(time);
            return null;
        });
    }

    /** The process ends while the tour is under way. */
    static final class Stopped extends RuntimeException {
        private Stopped(InterruptedException cause) {
            super(cause);
        }
    }
}
