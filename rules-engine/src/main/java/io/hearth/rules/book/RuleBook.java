package io.hearth.rules.book;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.rules.engine.RuleTaker;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Rule;
import io.hearth.runtime.redis.StoreUnavailable;
import io.hearth.runtime.rest.Page;
import io.vertx.mutiny.redis.client.Request;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All rules there are. A change is stored first, with the version that it replaces and who made it, and then takes effect, so
 * what was answered survives. A request is stored as a whole or not at all.
 */
public final class RuleBook {
    /** Who makes a change that nobody says of who makes it. */
    public static final String NOBODY = "";

    private final RuleStore store;
    private final EffectiveRules effective;
    private final Keeping keeping;
    private final Clock clock;
    private final int most;
    private final ReentrantLock changing = new ReentrantLock();

    private RuleBook(RuleStore store, EffectiveRules effective, Keeping keeping, Clock clock, int most) {
        this.store = store;
        this.effective = effective;
        this.keeping = keeping;
        this.clock = clock;
        this.most = most;
    }

    /** A book for at most so many rules, that nobody else changes; who evaluates {@link #open opens} it. */
    public static RuleBook own(RuleStore store, Clock clock, int most) {
        EffectiveRules effective = new EffectiveRules();
        return new RuleBook(store, effective, new SoleKeeping(store, effective), clock, most);
    }

    /** A book that other replicas change as well. */
    public static RuleBook shared(RuleStore store, Revisions revisions, Clock clock, int most) {
        EffectiveRules effective = new EffectiveRules();
        return new RuleBook(store, effective, new SharedKeeping(store, revisions, effective), clock, most);
    }

    /** Gives one who evaluates the rules as they are now, and from then on what becomes of them. */
    public void open(RuleTaker reader) {
        changing.lock();
        try {
            // By what others have evaluated before: what belongs to a rule that is not known here would be dropped.
            keeping.catchUp();
            effective.open(reader);
            // Who changed the rules meanwhile did not wait for one that was not ready.
            keeping.catchUp();
        } finally {
            changing.unlock();
        }
    }

    /** One no longer evaluates. */
    public void close(RuleTaker reader) {
        effective.close(reader);
    }

    /** Takes up what other replicas have changed, if anybody here evaluates. */
    public void follow() {
        if (effective.areEvaluated()) {
            changing.lock();
            try {
                keeping.catchUp();
            } finally {
                changing.unlock();
            }
        }
    }

    /**
     * Looks up what became of changes of which Redis did not say whether they are stored; costs nothing while there are none.
     * To be called again and again.
     *
     * @throws StoreUnavailable when Redis cannot say it yet
     */
    public void lookUpUnknown() {
        if (keeping.isUnsure()) {
            changing.lock();
            try {
                keeping.lookUp();
            } finally {
                changing.unlock();
            }
        }
    }

    /** By which revision of the rules is evaluated here; negative when there is none. */
    public long revision() {
        return effective.areEvaluated() ? keeping.revision() : -1;
    }

    /** Adds new rules; the answers are in the order of the rules. */
    public List<Saving> add(List<Rule> rules) {
        return apply(rules.stream().<Edit>map(Edit.Add::new).toList(), NOBODY);
    }

    /** Replaces rules by their name; the answers are in the order of the rules. */
    public List<Saving> change(List<Rule> rules) {
        return apply(rules.stream().<Edit>map(Edit.Replace::new).toList(), NOBODY);
    }

    /** Removes a rule; false when there is none of this name. */
    public boolean delete(String name) {
        return apply(List.of(new Edit.Remove(name)), NOBODY).getFirst() instanceof Saving.Removed;
    }

    /** The rule of this name; an error that is a 404 when there is none. */
    public KnownRule named(String name) {
        requireLoaded();
        return byName(name).orElseThrow(() -> Optional.ofNullable(unread().get(name))
                .map(reason -> Answers.notUnderstood(name, reason))
                .orElseGet(() -> Answers.notFound(name)));
    }

    /**
     * Rules as one answer tells of them.
     *
     * @param total how many there are in all
     * @param rules those of the page, made first in front
     */
    public record Listing(long total, List<KnownRule> rules) {}

    /** A page of the rules that have all these labels. */
    public Listing page(Page page, List<String> labels) {
        requireLoaded();
        long total = labels.isEmpty() ? size() : labelled(labels).count();
        return new Listing(
                total,
                page.within(total)
                        ? labelled(labels)
                                .skip(page.offset())
                                .limit(page.limit())
                                .toList()
                        : List.of());
    }

    /**
     * Makes changes.
     *
     * @param by who makes them, for the history
     * @return what became of each, in order; one that fails does not touch the others
     */
    public List<Saving> apply(List<Edit> edits, String by) {
        return inTurn(() -> {
            Plan plan = plan();
            List<Saving> savings = edits.stream().map(plan::decide).toList();
            carryOut(plan, by, List.of());
            return savings;
        });
    }

    /** One after the other; from what others have made of the rules, and once more when one of them was faster. */
    private List<Saving> inTurn(Supplier<List<Saving>> change) {
        requireLoaded();
        List<Saving> savings = afterOthers(change);
        keeping.awaitKnown();
        return savings;
    }

    private List<Saving> afterOthers(Supplier<List<Saving>> change) {
        changing.lock();
        try {
            for (int i = 0; i < keeping.tries(); i++) {
                keeping.catchUp();
                try {
                    return change.get();
                } catch (Revisions.Overtaken oncemore) {
                    // Nothing was stored.
                }
            }
            throw new StoreUnavailable(
                    "other replicas were faster " + keeping.tries()
                            + " times (hearth.rules.replica.tries), nothing was changed",
                    null);
        } finally {
            changing.unlock();
        }
    }

    /**
     * Makes these rules the only ones, or adds them to those there are, all or nothing.
     *
     * @param others whether the rules that are not among them are deleted
     * @param dryRun whether nothing is to change, but only be answered
     * @return what became of each, in order, then of the ones deleted; nothing changes when one is {@link Saving.Full}
     */
    public List<Saving> takeIn(List<Rule> rules, boolean others, boolean dryRun, String by) {
        return takeIn(rules, others, dryRun, by, List.of());
    }

    /** Adds these rules to those there are, and stores something else with them, all or nothing. */
    List<Saving> takeIn(List<Rule> rules, String by, List<Request> alongside) {
        return takeIn(rules, false, false, by, alongside);
    }

    private List<Saving> takeIn(List<Rule> rules, boolean others, boolean dryRun, String by, List<Request> alongside) {
        return inTurn(() -> {
            Plan plan = plan();
            // First, so that there is room for what comes.
            List<Saving> removals = others ? removals(plan, rules) : List.of();
            List<Saving> savings = new ArrayList<>(
                    rules.stream().map(rule -> plan.decide(new Edit.Put(rule))).toList());
            savings.addAll(removals);
            if (!dryRun && savings.stream().noneMatch(Saving.Full.class::isInstance)) {
                carryOut(plan, by, alongside);
            }
            return savings;
        });
    }

    private List<Saving> removals(Plan plan, List<Rule> kept) {
        Set<String> names = kept.stream().map(Rule::name).collect(Collectors.toSet());
        return all().map(known -> known.rule().name())
                .filter(name -> !names.contains(name))
                .map(name -> plan.decide(new Edit.Remove(name)))
                .toList();
    }

    private Plan plan() {
        return new Plan(effective.shelf(), most, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private void carryOut(Plan plan, String by, List<Request> alongside) {
        keeping.save(plan, by, alongside);
        plan.outcome().forEach(effective::become);
    }

    /** The rule of this name. */
    public Optional<KnownRule> byName(String name) {
        return effective.shelf().byName(name);
    }

    /** All rules, those made first in front. */
    public Stream<KnownRule> all() {
        return effective.shelf().all();
    }

    /** The rules that have all of these labels, those made first in front; all rules for no labels. */
    public Stream<KnownRule> labelled(List<String> labels) {
        return labels.isEmpty() ? all() : effective.shelf().labelled(labels);
    }

    /** Why stored rules are not understood here, and so not among the rules, in the order of their names. */
    public Map<String, String> unread() {
        return store.unread();
    }

    /** How many rules there are. */
    public int size() {
        return effective.shelf().size();
    }

    /** The versions of a rule that are kept, the present one in front. */
    public List<Version> versions(KnownRule rule) {
        return store.versions(rule);
    }

    /** The rules that were deleted and can be had back, the last one in front. */
    public List<DeletedRule> deleted() {
        return store.deleted();
    }

    /** A stored document of a version as a rule; it was within the bounds of its time. */
    Rule understood(JsonNode document) {
        return store.rule(document);
    }

    /** The files that were taken up, by name. */
    Map<String, TakenFile> files() {
        return store.files();
    }

    /** Whether the stored rules are there. */
    public boolean isLoaded() {
        return effective.areEvaluated();
    }

    /** Before the stored rules are there, nobody can say whether there is a rule of some name. */
    public void requireLoaded() {
        if (!isLoaded()) {
            throw new StoreUnavailable("the rules are not loaded yet", null);
        }
    }
}
