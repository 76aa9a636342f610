package io.hearth.examples.hexaboard;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import io.hearth.examples.Broker;
import io.hearth.examples.Link;
import io.hearth.examples.LinkListener;
import io.hearth.examples.Refused;
import io.hearth.examples.Unreachable;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A board loses its power and gets it back, seen from outside: over the API, and by somebody who subscribes late. */
final class Story {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration SOON = Duration.ofSeconds(20);
    /** A late subscriber is to hear the state at once. */
    private static final Duration AT_ONCE = Duration.ofSeconds(2);
    /** mosquitto looks once in 5 s, the box's broker all the time; and what it says has to come through. */
    private static final Duration ALLOWANCE = Duration.ofSeconds(7);

    private final Api api;
    private final Broker broker;
    private final Duration bound;
    private final Consumer<String> say;

    Story(Api api, Broker broker, Duration keepAlive, Consumer<String> say) {
        this.api = api;
        this.broker = broker;
        this.bound = keepAlive.multipliedBy(3).dividedBy(2);
        this.say = say;
    }

    /** What was to be seen and was not. */
    static final class NotSeen extends Exception {
        NotSeen(String what) {
            super(what);
        }
    }

    /** All boards come up. */
    void comeUp(Collection<Board> boards) throws NotSeen, Refused, InterruptedException {
        for (Board board : boards) {
            await(board, "UP", SOON);
            say.accept(device(board) + " is UP");
        }
    }

    /** One loses its power and gets it back. */
    void powerCut(Board board) throws NotSeen, Refused, Unreachable, InterruptedException {
        String device = device(board);
        board.losePower();
        say.accept("** the power of " + device + " is cut **");
        Duration took = await(board, "DOWN", bound.plus(ALLOWANCE));
        say.accept(device + " is DOWN after " + seconds(took) + "; one and a half keep-alives are " + seconds(bound));
        say.accept("somebody who subscribes to its status now hears: " + retained(board));
        Api.Answer refused = api.light(device, true);
        if (refused.status() != 423) {
            throw new NotSeen("a command to " + device + ", which is DOWN, was answered " + refused.status());
        }
        say.accept("its light cannot be switched: 423 " + refused.message());
        board.regainPower();
        say.accept("** " + device + " has power again **");
        say.accept(device + " is UP after " + seconds(await(board, "UP", SOON)));
        Api.Answer done = api.light(device, true);
        if (done.status() != 200) {
            throw new NotSeen(
                    "a command to " + device + ", which is UP, was answered " + done.status() + " " + done.message());
        }
    }

    private Duration await(Board board, String state, Duration patience) throws NotSeen, Refused, InterruptedException {
        long start = System.nanoTime();
        while (!api.operatingState(device(board)).equals(state)) {
            if (System.nanoTime() - start > patience.toNanos()) {
                throw new NotSeen(device(board) + " was not " + state + " within " + seconds(patience));
            }
            Thread.sleep(LOOK);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private String retained(Board board) throws NotSeen, Unreachable, InterruptedException {
        CompletableFuture<String> heard = new CompletableFuture<>();
        LinkListener nobody = new LinkListener() {
            @Override
            public void up(String device) {}

            @Override
            public void down(String device) {}
        };
        try (Link late = new Link(broker, "hexaboard", "late", nobody)) {
            late.connect(Optional.empty(), Link.KEEP_ALIVE_SECONDS);
            late.listen(
                    "hexaboard/" + board.name() + "/status",
                    MqttQos.AT_LEAST_ONCE,
                    told -> heard.complete(told.payload() + (told.kept() ? " (retained)" : "")));
            return heard.get(AT_ONCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new NotSeen("a late subscriber did not hear the status of " + device(board));
        }
    }

    static String device(Board board) {
        return "hexaboard-" + board.name();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
