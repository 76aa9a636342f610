package io.hearth.examples.smarthome;

import io.hearth.examples.Broker;
import io.hearth.examples.Terminal;
import io.hearth.examples.smarthome.house.BoilerState;
import io.hearth.examples.smarthome.house.House;
import io.hearth.examples.smarthome.house.Order;
import io.hearth.examples.smarthome.story.Limits;
import io.hearth.examples.smarthome.story.Phase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Puts into words what happens in the house. */
final class Narrator {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final long UNHEATED_PATIENCE = Duration.ofSeconds(15).toNanos();
    private static final long WEATHER_PACE = Duration.ofSeconds(1).toNanos();

    private final Terminal terminal;
    private final Limits limits;
    private final Broker broker;
    private long lastWeather = System.nanoTime() - WEATHER_PACE;
    private long unheatedSince;
    private boolean unheated;
    private boolean hinted;

    Narrator(Terminal terminal, Limits limits, Broker broker) {
        this.terminal = terminal;
        this.limits = limits;
        this.broker = broker;
    }

    Limits limits() {
        return limits;
    }

    /** How often {@link #state} is worth calling. */
    Duration pace() {
        return Duration.ofSeconds(terminal.inPlace() ? 1 : 5);
    }

    void say(String line) {
        terminal.say(LocalTime.now().format(CLOCK) + "  " + line);
    }

    /** The house at a glance. */
    void state(House house, Collection<String> rooms) {
        String temperatures = rooms.stream()
                .map(room -> room + " " + degrees(house.temperature(room)))
                .collect(Collectors.joining("  "));
        String doing = house.boiler().heating() ? "heating" : "not heating";
        terminal.status(LocalTime.now().format(CLOCK) + "  " + temperatures + "  boiler " + doing);
    }

    void burner(BoilerState state) {
        say("boiler: burner " + (state.heating() ? "on" : "off") + ", the house is at " + degrees(state.current()));
    }

    /** Said at most once a second, however fast the weather changes. */
    void weather(String room, double before, double now) {
        if (System.nanoTime() - lastWeather < WEATHER_PACE) {
            return;
        }
        lastWeather = System.nanoTime();
        say("someone " + (now < before ? "opened a window" : "lit a fire") + ": " + room + " is " + plain(now)
                + " now");
    }

    void order(Order order) {
        say(
                switch (order) {
                    case Order.Heat heat -> "boiler: told to heat to " + plain(heat.target());
                    case Order.Off off -> "boiler: told to be off";
                });
    }

    void seen(Phase phase, int loops) {
        String count =
                phase == Phase.COLD_AGAIN ? ": the loop is closed, " + loops + (loops == 1 ? " time" : " times") : "";
        say("** " + phase.title().toUpperCase(Locale.ROOT) + " ** " + phase.meaning() + count);
    }

    /** Cold, and nobody heats: normal for a moment; after a while the user is told a way out, once. */
    void unheated(boolean now) {
        if (now != unheated) {
            unheated = now;
            unheatedSince = System.nanoTime();
            hinted = false;
        }
        if (unheated && !hinted && System.nanoTime() - unheatedSince > UNHEATED_PATIENCE) {
            hinted = true;
            say(
                    "still cold, and nobody tells the boiler to heat: is the rules engine up? A rule that has acted acts again"
                            + " after it was warm: mosquitto_pub -h " + broker.host() + " -p " + broker.port()
                            + " -t home/"
                            + limits.room() + "/temperature -m " + plain(limits.clearAbove() + 0.5));
        }
    }

    void end() {
        terminal.end();
    }

    private static String degrees(double celsius) {
        return String.format(Locale.ROOT, "%.1f", celsius);
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
