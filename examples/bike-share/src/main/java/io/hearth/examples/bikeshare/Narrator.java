package io.hearth.examples.bikeshare;

import io.hearth.examples.Terminal;
import io.hearth.examples.bikeshare.bike.Bike;
import io.hearth.examples.bikeshare.bike.News;
import io.hearth.examples.bikeshare.bike.Order;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells what happens in the fleet: of a small one every ride, of a large one what matters. Used on the fleet's thread. */
final class Narrator implements FleetListener {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final int TOLD_ONE_BY_ONE = 300;

    private final Terminal terminal;
    private final List<Bike> bikes;
    private final Story story;
    private long rides;
    private long metres;
    private long alerts;

    Narrator(Terminal terminal, List<Bike> bikes, Story story) {
        this.terminal = terminal;
        this.bikes = bikes;
        this.story = story;
    }

    void say(String line) {
        terminal.say(LocalTime.now().format(CLOCK) + "  " + line);
    }

    /** The fleet at a glance. */
    void state(Optional<Long> stored) {
        long ridden = bikes.stream().filter(bike -> !bike.status().locked()).count();
        long broken = bikes.stream().filter(bike -> bike.fault().stopsTheBike()).count();
        terminal.status(LocalTime.now().format(CLOCK) + "  " + bikes.size() + " bikes  ridden " + ridden + "  broken "
                + broken + "  rides " + rides + "  " + String.format(Locale.ROOT, "%.1f", metres / 1000.0)
                + " km  alerts " + alerts
                + stored.map(count -> "  events stored " + count).orElse(""));
    }

    @Override
    public void told(Bike bike, Order order) {
        if (order == Order.ALARM) {
            say(bike.name() + ": alarm");
        }
        story.told(bike, order);
    }

    @Override
    public void news(Bike bike, News news) {
        switch (news) {
            case News.RideStarted started -> detail(bike, "ride " + started.ride() + " begins");
            case News.RideEnded ended -> {
                rides++;
                metres += ended.metres();
                detail(bike, "ride " + ended.ride() + " ends, " + ended.metres() + " m in " + ended.seconds() + " s");
            }
            case News.Maintenance maintenance ->
                detail(
                        bike,
                        maintenance.fault().severity() == 0
                                ? "in order again"
                                : "fault: " + maintenance.fault().word());
        }
        story.news(bike, news);
    }

    @Override
    public void alert(String payload) {
        alerts++;
        say("system/alerts " + payload);
        story.alert(payload);
    }

    @Override
    public void broker(boolean there) {
        say(there ? "the broker is back" : "the broker is gone; trying again until it is back");
    }

    private void detail(Bike bike, String what) {
        if (bikes.size() <= TOLD_ONE_BY_ONE) {
            say(bike.name() + ": " + what);
        }
    }
}
