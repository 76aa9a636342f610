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
    private static final Duration A_WHILE = Duration.ofSeconds(2);
    /** A late subscriber is to hear the state at once. */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);
    /** mosquitto looks once in 5 s, the box's broker all the time; and what it says has to come through, on a busy machine too. */
    private static final Duration ALLOWANCE = Duration.ofSeconds(15);

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
        say.accept("the alarm of " + device + ": " + alarm(device));
        say.accept("its light cannot be switched: 423 "
                + light(board, "DOWN", answer -> answer.status() == 423).message());
        board.regainPower();
        say.accept("** " + device + " has power again **");
        say.accept(device + " is UP after " + seconds(await(board, "UP", SOON)));
        awaitNoAlarm(device);
        say.accept("the alarm of " + device + " is over");
        int before = board.told();
        light(board, "UP", answer -> answer.status() == 200 && isTold(board, before));
    }

    /** Asks until it is answered so: core-metadata knows first how a device is, the others a little later. */
    private Api.Answer light(Board board, String state, Wanted wanted) throws NotSeen, Refused, InterruptedException {
        long start = System.nanoTime();
        while (true) {
            Api.Answer answer = api.light(device(board), true);
            if (wanted.is(answer)) {
                return answer;
            }
            if (System.nanoTime() - start > SOON.toNanos()) {
                throw new NotSeen("a command to " + device(board) + ", which is " + state + ", was answered "
                        + answer.status() + " " + answer.message());
            }
            Thread.sleep(LOOK);
        }
    }

    /** An answer that is waited for. */
    private interface Wanted {
        boolean is(Api.Answer answer) throws InterruptedException;
    }

    /** A board that has just come back may not have subscribed yet. */
    private static boolean isTold(Board board, int before) throws InterruptedException {
        long start = System.nanoTime();
        while (board.told() == before) {
            if (System.nanoTime() - start > A_WHILE.toNanos()) {
                return false;
            }
            Thread.sleep(LOOK);
        }
        return true;
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

    /** The rule hears of it from the same reading as everybody, at about the same time. */
    private String alarm(String device) throws NotSeen, Refused, InterruptedException {
        long start = System.nanoTime();
        while (true) {
            Optional<String> alarm = api.alarm(device);
            if (alarm.isPresent()) {
                return alarm.get();
            }
            patience(start, "an alarm of " + device);
        }
    }

    private void awaitNoAlarm(String device) throws NotSeen, Refused, InterruptedException {
        long start = System.nanoTime();
        while (api.alarm(device).isPresent()) {
            patience(start, "the end of the alarm of " + device);
        }
    }

    private static void patience(long start, String what) throws NotSeen, InterruptedException {
        if (System.nanoTime() - start > SOON.toNanos()) {
            throw new NotSeen(what + " was not seen within " + seconds(SOON));
        }
        Thread.sleep(LOOK);
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
