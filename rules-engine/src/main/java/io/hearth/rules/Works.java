package io.hearth.rules;

import io.hearth.rules.action.Actions;
import io.hearth.rules.action.LoopGuard;
import io.hearth.rules.book.BookConfig;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.book.RuleFiles;
import io.hearth.rules.book.RuleHistory;
import io.hearth.rules.book.RuleRequests;
import io.hearth.rules.book.RuleStore;
import io.hearth.rules.cel.CelEnvironment;
import io.hearth.rules.device.CatalogFeed;
import io.hearth.rules.device.DeviceCatalog;
import io.hearth.rules.engine.Engine;
import io.hearth.rules.engine.Evaluator;
import io.hearth.rules.engine.Gate;
import io.hearth.rules.engine.Participant;
import io.hearth.rules.engine.StateStore;
import io.hearth.rules.engine.Transition.HeldBack;
import io.hearth.rules.replica.Turn;
import io.hearth.rules.silence.Silences;
import io.hearth.rules.store.FencedRedis;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts together what is at work, anew for each turn. All that it writes goes through the turn's own way to Redis. */
@Singleton
class Works {
    private final RulesConfig config;
    private final Ways ways;
    private final DeviceCatalog catalog;
    private final CatalogFeed feed;
    private final CelEnvironment cel;
    private final RuleRequests requests;

    Works(
            RulesConfig config,
            Ways ways,
            DeviceCatalog catalog,
            CatalogFeed feed,
            CelEnvironment cel,
            RuleRequests requests) {
        this.config = config;
        this.ways = ways;
        this.catalog = catalog;
        this.feed = feed;
        this.cel = cel;
        this.requests = requests;
    }

    Work in(Turn turn) {
        FencedRedis redis = turn.redis();
        ActionWork acting = ActionWork.in(turn, config, ways);
        AlarmWork alarms = AlarmWork.in(redis, config, catalog);
        Engine engine = engine(redis, acting, alarms);
        RuleBook book = book(redis, engine);
        Actions actions = acting.actions();
        actions.listen(new CoolDowns(engine));
        actions.listen(new ActionNews(alarms.outcomes(), alarms.ofRules(), book));
        Work.Rules rules = new Work.Rules(book, new RuleFiles(config.book(), book, requests));
        Work.Devices devices = new Work.Devices(feed, catalog.onChange(engine::subjectsChanged));
        return new Work(engine, rules, acting, alarms, devices, config);
    }

    private Engine engine(FencedRedis redis, ActionWork acting, AlarmWork alarms) {
        Clock clock = Clock.systemUTC();
        Evaluator evaluator = new Evaluator(
                clock, config.evaluation().settings(config.futureTolerance()), catalog, new CelExpressions(cel));
        List<Participant> participants = new ArrayList<>();
        participants.add(new ProvingReadings(acting.proofs()));
        participants.addAll(alarms.participants());
        return new Engine(
                evaluator,
                new StateStore(redis, config.evaluation().windowReadings()),
                acting.actions(),
                participants,
                gate(alarms.silences(), acting.loops()),
                clock);
    }

    /** A silence comes first: what it holds back is no step of a loop. */
    private static Gate gate(Silences silences, LoopGuard loops) {
        return firing -> {
            if (!silences.admits(firing.rule(), firing.subject())) {
                return Optional.of(HeldBack.SILENCED);
            }
            return switch (loops.admit(firing)) {
                case LoopGuard.Verdict.Admitted _ -> Optional.empty();
                case LoopGuard.Verdict.Limited _ -> Optional.of(HeldBack.LOOP);
            };
        };
    }

    private RuleBook book(FencedRedis redis, Engine engine) {
        BookConfig book = config.book();
        RuleHistory history = new RuleHistory(redis, book.versions(), book.deleted(), book.deletedTime());
        return new RuleBook(new RuleStore(redis, history), engine, Clock.systemUTC(), config.maxRules());
    }
}
