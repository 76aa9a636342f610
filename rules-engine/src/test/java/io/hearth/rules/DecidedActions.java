package io.hearth.rules;

import static org.awaitility.Awaitility.await;

import io.hearth.rules.action.ActionListener;
import io.hearth.rules.action.Actions;
import io.hearth.rules.action.FailedAction;
import io.hearth.rules.action.Firings;
import io.hearth.rules.action.Intent;
import io.hearth.rules.action.RedisOutboxStore;
import io.hearth.rules.rule.Action;
import io.hearth.runtime.redis.RedisBatch;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a rule named {@code cold} decides in a test, which the service's own actions carry out; and what is told of it. */
final class DecidedActions {
    private static final List<String> TOLD = new CopyOnWriteArrayList<>();
    private static Actions listenedTo;

    private final Actions actions;
    private final RedisBatch redis;
    private int decided;

    /** Nothing is decided yet. */
    DecidedActions(Actions actions, RedisBatch redis) {
        this.actions = actions;
        this.redis = redis;
        if (listenedTo != actions) {
            listenedTo = actions;
            actions.listen(new Ear());
        }
        TOLD.clear();
    }

    private static final class Ear implements ActionListener {
        @Override
        public void done(Intent intent, Instant at) {
            TOLD.add("done " + intent.deed().kind());
        }

        @Override
        public void failed(FailedAction failed) {
            TOLD.add("failed " + failed.action().deed().kind());
        }

        @Override
        public void unconfirmed(Intent intent, String reason) {
            TOLD.add("unconfirmed " + reason);
        }
    }

    /** The rule becomes active with this value. */
    List<Intent> decide(String value, Action... then) {
        List<Intent> intents =
                actions.decide(Firings.of(Firings.rule("cold", then), 1, value, Map.of("humidity", "40")));
        decided += intents.size();
        redis.send(RedisOutboxStore.append(intents));
        actions.add(intents);
        return intents;
    }

    /** As {@link #decide}, and an earlier run has carried it out just now. */
    void actedBefore(String value, Action... then) {
        List<Intent> intents = actions.decide(Firings.of(Firings.rule("cold", then), 1, value)).stream()
                .map(intent -> Firings.acted(intent, Instant.now()))
                .toList();
        decided += intents.size();
        redis.send(RedisOutboxStore.append(intents));
        actions.add(intents);
    }

    /** What became of actions, in the order in which it was told. */
    List<String> told() {
        return TOLD;
    }

    /** Waits until all that was decided has come to its end and is told: else it would be told to the next test. */
    void end() {
        await().until(() -> actions.figures().waiting() == 0 && TOLD.size() >= decided);
        redis.send(Request.cmd(Command.DEL).arg("re:failed"));
    }
}
