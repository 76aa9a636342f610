package io.hearth.rules;

import io.hearth.rules.action.Actions;
import io.hearth.rules.action.Intent;
import io.hearth.rules.action.LoopGuard;
import io.hearth.rules.book.BookConfig;
import io.hearth.rules.book.Revisions;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.book.RuleFiles;
import io.hearth.rules.book.RuleHistory;
import io.hearth.rules.book.RuleRequests;
import io.hearth.rules.book.RuleStore;
import io.hearth.rules.cel.CelEnvironment;
import io.hearth.rules.device.CatalogFeed;
import io.hearth.rules.device.DeviceCatalog;
import io.hearth.rules.device.SubjectsOfShare;
import io.hearth.rules.engine.Engine;
import io.hearth.rules.engine.Evaluator;
import io.hearth.rules.engine.Gate;
import io.hearth.rules.engine.Participant;
import io.hearth.rules.engine.StateStore;
import io.hearth.rules.engine.Transition.HeldBack;
import io.hearth.rules.replica.Company;
import io.hearth.rules.replica.Turn;
import io.hearth.rules.silence.SilenceStore;
import io.hearth.rules.silence.Silences;
import io.hearth.rules.store.FencedRedis;
import io.hearth.runtime.redis.RedisBatch;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
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
    private final Clock clock;

    Works(
            RulesConfig config,
            Ways ways,
            DeviceCatalog catalog,
            CatalogFeed feed,
            CelEnvironment cel,
            RuleRequests requests,
            Clock clock) {
        this.config = config;
        this.ways = ways;
        this.catalog = catalog;
        this.feed = feed;
        this.cel = cel;
        this.requests = requests;
        this.clock = clock;
    }

    /** What there is to do for all devices. */
    Work in(Turn turn) {
        FencedRedis redis = turn.redis();
        ActionWork acting = ActionWork.in(turn, config, ways, clock);
        AlarmWork alarms = AlarmWork.in(redis, config, silences(new SilenceStore(redis)), clock);
        Engine engine = engine(redis, acting, alarms);
        RuleBook book = RuleBook.own(store(redis), clock, config.maxRules());
        return work(turn, acting, alarms, engine, new Work.Rules(book, new RuleFiles(config.book(), book, requests)));
    }

    /** What there is to do for a share of the devices. */
    Work in(Turn turn, Common common) {
        ActionWork acting = ActionWork.in(turn, config, ways, clock);
        AlarmWork alarms = AlarmWork.in(turn.redis(), config, common.silences(), clock);
        return work(turn, acting, alarms, engine(turn.redis(), acting, alarms), common.rules());
    }

    /** What all shares of the devices have in common in this process. */
    Common common(RedisBatch redis, Company company) {
        FencedRedis open = FencedRedis.open(redis);
        Revisions revisions =
                new Revisions(redis, config.replica().told(), config.replica().tries(), company::allKnow);
        RuleBook book = RuleBook.shared(store(open), revisions, clock, config.maxRules());
        return new Common(
                new Work.Rules(book, new RuleFiles(config.book(), book, requests)),
                silences(SilenceStore.shared(open)));
    }

    private Silences silences(SilenceStore store) {
        return new Silences(store, config.silences(), catalog, clock);
    }

    private Work work(Turn turn, ActionWork acting, AlarmWork alarms, Engine engine, Work.Rules rules) {
        Actions actions = acting.actions();
        actions.ask(waiting -> silenced(waiting, alarms.silences(), rules.book()));
        actions.listen(new CoolDowns(engine));
        actions.listen(new ActionNews(alarms.outcomes(), alarms.ofRules(), rules.book(), clock));
        Work.Devices devices = new Work.Devices(feed, turn.redis().share(), catalog.onChange(engine::subjectsChanged));
        return new Work(engine, rules, acting, alarms, devices, config);
    }

    /** A silence that began since an action was decided holds for it as well. */
    private Optional<String> silenced(Intent waiting, Silences silences, RuleBook book) {
        List<String> labels =
                book.byName(waiting.rule()).map(known -> known.rule().labels()).orElse(List.of());
        Instant now = clock.instant();
        return silences.about(waiting.rule(), labels, waiting.source(), now).map(silence -> silence.told(now));
    }

    private Engine engine(FencedRedis redis, ActionWork acting, AlarmWork alarms) {
        Evaluator evaluator = new Evaluator(
                clock,
                config.evaluation().settings(config.futureTolerance()),
                SubjectsOfShare.of(catalog, redis.share()),
                new CelExpressions(cel));
        List<Participant> participants = new ArrayList<>();
        participants.add(new ProvingReadings(acting.proofs()));
        participants.addAll(alarms.participants());
        return new Engine(
                evaluator,
                new StateStore(
                        redis,
                        config.evaluation().windowReadings(),
                        config.evaluation().changesAtOnce()),
                acting.actions(),
                participants,
                gate(alarms.silences(), acting.loops()),
                clock);
    }

    /** A silence comes first: what it holds back is no step of a loop. */
    private static Gate gate(Silences silences, LoopGuard loops) {
        Gate inRounds = rounds(loops);
        return firing -> {
            if (!silences.admits(firing.rule(), firing.subject())) {
                return Optional.of(new Gate.Refusal(HeldBack.SILENCED, Optional.empty()));
            }
            return inRounds.refusal(firing);
        };
    }

    /** What goes round is decided anew when it may go on. */
    static Gate rounds(LoopGuard loops) {
        return firing -> switch (loops.admit(firing)) {
            case LoopGuard.Verdict.Admitted _ -> Optional.empty();
            case LoopGuard.Verdict.Limited limited ->
                Optional.of(new Gate.Refusal(HeldBack.LOOP, Optional.of(limited.until())));
        };
    }

    private RuleStore store(FencedRedis redis) {
        BookConfig book = config.book();
        RuleHistory history = new RuleHistory(redis, book.versions(), book.deleted(), book.deletedTime());
        return new RuleStore(redis, history);
    }
}
