package io.hearth.rules.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.check.Finding;
import io.hearth.rules.check.Findings;
import io.hearth.rules.check.RuleCheck;
import io.hearth.rules.device.Knowledge;
import io.hearth.rules.document.InvalidRule;
import io.hearth.rules.document.RuleDocument;
import io.hearth.rules.document.RuleReader;
import io.hearth.rules.engine.Sample;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Rule;
import io.hearth.rules.rule.SignalKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Tries rules, on readings that are given or that were recorded. Nothing is changed by it. */
public final class Trials {
    private final RuleReader reader;
    private final RuleCheck check;
    private final Replay replay;
    private final Archive archive;
    private final Semaphore free;

    /**
     * What trials look at.
     *
     * @param knowledge which devices there are
     * @param book      the rules that are saved, as they are now
     * @param history   what was recorded
     * @param clock     the time of today
     */
    public record Archive(
            Knowledge knowledge, Supplier<RuleBook> book, History history, Clock clock, ReplayLimits limits) {}

    /** With the reader of documents and what runs them. */
    public Trials(RuleReader reader, RuleCheck check, Replay replay, Archive archive) {
        this.reader = reader;
        this.check = check;
        this.replay = replay;
        this.archive = archive;
        this.free = new Semaphore(archive.limits().concurrent());
    }

    /** A rule to be tried, with what is to be said of it. */
    private record Tried(Rule rule, List<Finding> warnings) {}

    /** On the readings of the request, or with {@code last} on what was recorded last. */
    TrialResponse given(JsonNode request) {
        allow(request, Set.of("rule", "name", "readings", "from", "until", "last"));
        Tried tried = rule(request);
        if (request.has("last")) {
            Duration last = GivenReadings.length(request.get("last"))
                    .filter(Duration::isPositive)
                    .orElseThrow(() ->
                            new InvalidRule("field last is " + request.get("last") + ", allowed is a time as 1h"));
            Instant now = archive.clock().instant();
            return recorded(tried, now.minus(last), now);
        }
        Instant from =
                request.has("from") ? time(request, "from") : archive.clock().instant();
        List<Sample> samples = new GivenReadings(
                        archive.knowledge(), archive.limits().readings())
                .read(request.path("readings"), from);
        Instant begin = samples.stream()
                .map(Sample::time)
                .findFirst()
                .filter(from::isAfter)
                .orElse(from);
        Instant end = samples.isEmpty() ? begin : samples.getLast().time();
        Instant until = until(request, from).filter(end::isBefore).orElse(end);
        requireShort(begin, until);
        return run(tried, samples, begin, until);
    }

    /** On what was recorded in a time of the past. */
    TrialResponse recorded(JsonNode request) {
        allow(request, Set.of("rule", "name", "from", "to"));
        Tried tried = rule(request);
        Instant to = request.has("to") ? time(request, "to") : archive.clock().instant();
        return recorded(tried, time(request, "from"), to);
    }

    private TrialResponse recorded(Tried tried, Instant from, Instant to) {
        requireShort(from, to);
        return run(tried, () -> archive.history().of(signals(tried.rule()), from, to), from, to);
    }

    @FunctionalInterface
    private interface Source {
        List<Sample> read();
    }

    private TrialResponse run(Tried tried, List<Sample> samples, Instant from, Instant to) {
        return run(tried, () -> samples, from, to);
    }

    private TrialResponse run(Tried tried, Source source, Instant from, Instant to) {
        if (!free.tryAcquire()) {
            throw new EdgexException(
                    ErrorKind.SERVICE_UNAVAILABLE,
                    archive.limits().concurrent() + " trials and back-tests are under way, as many as there may be");
        }
        try {
            return TrialResponse.of(replay.run(tried.rule(), source.read(), from, to), from, to, tried.warnings());
        } finally {
            free.release();
        }
    }

    private void requireShort(Instant from, Instant to) {
        if (!from.isBefore(to) && !from.equals(to)
                || Duration.between(from, to).compareTo(archive.limits().longestSpan()) > 0) {
            throw new InvalidRule("the time from " + from + " to " + to + " is not forward, or longer than "
                    + archive.limits().longestSpan() + "; allowed is less");
        }
    }

    private Set<SignalKey> signals(Rule rule) {
        Set<String> devices = archive.knowledge().of(rule.subject());
        if (devices.size() > archive.limits().devices()) {
            throw new EdgexException(
                    ErrorKind.LIMIT_EXCEEDED,
                    "the rule is about " + devices.size() + " devices, allowed are "
                            + archive.limits().devices());
        }
        return devices.stream()
                .flatMap(device -> Signals.of(rule.when()).map(signal -> signal.of(device)))
                .collect(java.util.stream.Collectors.toCollection(java.util.LinkedHashSet::new));
    }

    private Tried rule(JsonNode request) {
        if (request.has("rule") == request.has("name")) {
            throw new InvalidRule("fields rule and name are " + (request.has("rule") ? "both there" : "missing")
                    + "; allowed is one of them");
        }
        if (request.has("rule")) {
            RuleDocument document = reader.readDocument(request.get("rule"));
            Findings findings = check.of(document).orThrow();
            return new Tried(document.rule(), findings.warnings());
        }
        String name = request.get("name").asText();
        KnownRule known = archive.book()
                .get()
                .byName(name)
                .orElseThrow(
                        () -> new EdgexException(ErrorKind.ENTITY_DOES_NOT_EXIST, "there is no rule '" + name + "'"));
        return new Tried(known.rule(), check.of(known.rule()).warnings());
    }

    private static Optional<Instant> until(JsonNode request, Instant from) {
        if (!request.has("until")) {
            return Optional.empty();
        }
        JsonNode until = request.get("until");
        return Optional.of(GivenReadings.instant(until)
                .or(() -> GivenReadings.length(until).map(from::plus))
                .orElseThrow(() -> new InvalidRule("field until is " + until
                        + ", allowed is a time as 2026-01-31T12:00:00Z, or an offset as 1h")));
    }

    private static Instant time(JsonNode request, String field) {
        return GivenReadings.instant(request.path(field))
                .orElseThrow(() -> new InvalidRule("field " + field + " is "
                        + (request.has(field) ? request.get(field) : "missing")
                        + ", allowed is a time as 2026-01-31T12:00:00Z"));
    }

    private static void allow(JsonNode request, Set<String> fields) {
        List<String> foreign = new ArrayList<>();
        request.fieldNames().forEachRemaining(foreign::add);
        foreign.removeAll(fields);
        if (!request.isObject() || !foreign.isEmpty()) {
            throw new InvalidRule((foreign.isEmpty() ? "the request" : "field " + foreign.getFirst())
                    + " is not understood; allowed are "
                    + String.join(", ", fields.stream().sorted().toList()));
        }
    }
}
