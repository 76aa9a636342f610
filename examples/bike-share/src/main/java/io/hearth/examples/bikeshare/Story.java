package io.hearth.examples.bikeshare;

import io.hearth.examples.bikeshare.bike.Bike;
import io.hearth.examples.bikeshare.bike.News;
import io.hearth.examples.bikeshare.bike.Order;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What is seen at the broker of one bike, the hero of {@code --once}. */
final class Story {
    private final String hero;
    private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();

    /** Something that was seen. */
    sealed interface Seen {
        /** It was told something. */
        record Told(Order order) implements Seen {}

        /** It told something. */
        record Tells(News news) implements Seen {}

        /** Everybody was told something about it. */
        record Alert(String payload) implements Seen {}
    }

    Story(String hero) {
        this.hero = hero;
    }

    String hero() {
        return hero;
    }

    void told(Bike bike, Order order) {
        if (bike.name().equals(hero)) {
            seen.add(new Seen.Told(order));
        }
    }

    void news(Bike bike, News news) {
        if (bike.name().equals(hero)) {
            seen.add(new Seen.Tells(news));
        }
    }

    void alert(String payload) {
        if (payload.contains("\"" + hero + " ")) {
            seen.add(new Seen.Alert(payload));
        }
    }

    /** Waits for something, passing over what was seen before it; false when it did not come in time. */
    boolean await(Predicate<Seen> wanted, long deadline) throws InterruptedException {
        while (true) {
            Seen next = seen.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (next == null) {
                return false;
            }
            if (wanted.test(next)) {
                return true;
            }
        }
    }
}
