package io.hearth.rules;

import io.hearth.rules.action.Actions;
import io.hearth.rules.action.Intent;
import io.hearth.rules.action.LoopGuard;
import io.hearth.rules.action.Proofs;
import io.hearth.rules.action.bus.TopicPolicy;
import io.hearth.rules.action.webhook.WebhookPolicy;
import io.hearth.rules.backtest.History;
import io.hearth.rules.backtest.Replay;
import io.hearth.rules.backtest.Trials;
import io.hearth.rules.book.BookConfig;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.book.RuleFiles;
import io.hearth.rules.book.RuleHistory;
import io.hearth.rules.book.RuleRequests;
import io.hearth.rules.book.RuleStore;
import io.hearth.rules.cel.CelEnvironment;
import io.hearth.rules.check.RuleCheck;
import io.hearth.rules.device.DeviceCatalog;
import io.hearth.rules.device.KnownResource;
import io.hearth.rules.device.ResourceTypes;
import io.hearth.rules.document.RuleReader;
import io.hearth.rules.engine.Engine;
import io.hearth.rules.engine.Evaluator;
import io.hearth.rules.engine.Gate;
import io.hearth.rules.engine.StateStore;
import io.hearth.rules.engine.Transition.HeldBack;
import io.hearth.rules.silence.Silences;
import io.hearth.runtime.door.Door;
import io.hearth.runtime.redis.RedisBatch;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** How the service is put together. */
final class RulesParts {
    static final String SERVICE = "rules-engine";

    RulesParts() {}

    /** What time it is: one clock for all parts, so that a test can move it. */
    @Produces
    @Singleton
    static Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    static Door door(RulesConfig config) {
        return Door.of(SERVICE, config.port(), RulesParts.class);
    }

    @Produces
    @Singleton
    static DeviceCatalog catalog(RulesConfig config) {
        return new DeviceCatalog(config.catalog().maxDevices(), config.catalog().maxProfiles());
    }

    @Produces
    @Singleton
    static Engine engine(
            RulesConfig config,
            RedisBatch redis,
            Actions actions,
            DeviceCatalog catalog,
            CelEnvironment cel,
            Gate gate,
            Proofs proofs,
            AlarmParts.Taking taking,
            Clock clock) {
        Evaluator evaluator = new Evaluator(
                clock, config.evaluation().settings(config.futureTolerance()), catalog, new CelExpressions(cel));
        Engine engine = new Engine(
                evaluator,
                new StateStore(redis, config.evaluation().windowReadings()),
                actions,
                taking.and(new ProvingReadings(proofs)),
                gate,
                clock);
        actions.listen(new CoolDowns(engine));
        catalog.onChange(engine::subjectsChanged);
        return engine;
    }

    /** A silence comes first: what it holds back is no step of a loop. */
    @Produces
    @Singleton
    static Gate gate(Silences silences, LoopGuard loops) {
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

    /** What an action that writes a reading has to know of the resource. */
    @Produces
    @Singleton
    static ResourceTypes types(DeviceCatalog catalog) {
        return (device, resource) -> catalog.profileOf(device)
                .map(profile -> new ResourceTypes.Known(
                        profile.name(), profile.resource(resource).flatMap(KnownResource::type)));
    }

    @Produces
    @Singleton
    static CelEnvironment cel(RulesConfig config) {
        return new CelEnvironment(config.cel());
    }

    @Produces
    @Singleton
    static RuleCheck check(DeviceCatalog catalog, CelEnvironment cel) {
        return new RuleCheck(catalog, cel);
    }

    @Produces
    @Singleton
    static RuleReader reader(RulesConfig config, RuleCheck check, TopicPolicy topics, WebhookPolicy webhooks) {
        return new RuleReader(
                config.document(), new FilledTexts(topics, webhooks), config.timeZone(), document -> check.of(document)
                        .orThrow());
    }

    @Produces
    @Singleton
    static RuleBook book(RulesConfig config, RedisBatch redis, Engine engine, Clock clock) {
        BookConfig book = config.book();
        RuleHistory history = new RuleHistory(redis, book.versions(), book.deleted(), book.deletedTime());
        return new RuleBook(new RuleStore(redis, history), engine, clock, config.maxRules());
    }

    @Produces
    @Singleton
    static RuleFiles files(RulesConfig config, RuleBook book, RuleRequests requests) {
        return new RuleFiles(config.book(), book, requests);
    }

    @Produces
    @Singleton
    static RuleRequests requests(RuleReader reader) {
        return new RuleRequests(reader);
    }

    @Produces
    @Singleton
    static History history(RulesConfig config) {
        return new History(config.backtest());
    }

    static void close(@Disposes History history) {
        history.close();
    }

    @Produces
    @Singleton
    static Replay replay(RulesConfig config, DeviceCatalog catalog, CelEnvironment cel, Actions actions) {
        return new Replay(
                config.evaluation().settings(config.futureTolerance()),
                catalog,
                new CelExpressions(cel),
                firing -> actions.decide(firing).stream().map(Intent::deed).toList(),
                config.backtest());
    }

    @Produces
    @Singleton
    static Trials trials(RuleReader reader, RuleCheck check, Replay replay, Trials.Archive archive) {
        return new Trials(reader, check, replay, archive);
    }

    @Produces
    @Singleton
    static Trials.Archive archive(
            RulesConfig config, DeviceCatalog catalog, RuleBook book, History history, Clock clock) {
        return new Trials.Archive(catalog, book, history, clock, config.backtest());
    }
}
