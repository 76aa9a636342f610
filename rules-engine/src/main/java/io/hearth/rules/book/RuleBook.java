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
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * All rules there are. A change is stored first, with the version that it replaces and who made it, and then takes effect, so
 * what was answered survives. A request is stored as a whole or not at all. When Redis does not say whether it has stored one,
 * it is asked, at once and until it answers: it may have done so.
 */
public final class RuleBook {
    private static final Logger LOG = Logger.getLogger(RuleBook.class);

    /** Who makes a change that nobody says of who makes it. */
    public static final String NOBODY = "";

    private final RuleStore store;
    private final RuleTaker engine;
    private final Optional<Revisions> revisions;
    private final Clock clock;
    private final int most;
    private final ReentrantLock changing = new ReentrantLock();
    private final Shelf shelf = new Shelf();
    /** The names of rules of which nobody knows whether their last change is stored. Changed under the lock. */
    private final Set<String> unsure = ConcurrentHashMap.newKeySet();

    /** An empty book for at most so many rules. */
    public RuleBook(RuleStore store, RuleTaker engine, Clock clock, int most) {
        this(store, engine, Optional.empty(), clock, most);
    }

    private RuleBook(RuleStore store, RuleTaker engine, Optional<Revisions> revisions, Clock clock, int most) {
        this.store = store;
        this.engine = engine;
        this.revisions = revisions;
        this.clock = clock;
        this.most = most;
    }

    /** A book that other replicas change as well; those who evaluate {@link #open} it. */
    public static RuleBook shared(RuleStore store, Revisions revisions, Clock clock, int most) {
        return new RuleBook(store, new RuleTakers(), Optional.of(revisions), clock, most);
    }

    /** Takes up what is stored, and lets the engine begin. */
    public void load() {
        List<KnownRule> rules = store.load();
        rules.forEach(shelf::put);
        engine.load(rules);
    }

    /** Gives one who evaluates the rules as they are now, and from then on what becomes of them. */
    public void open(RuleTaker reader) {
        if (engine instanceof RuleTakers readers) {
            changing.lock();
            try {
                // By what others have evaluated before: what belongs to a rule that is not known here would be dropped.
                catchUp();
                reader.load(shelf.all().toList());
                readers.add(reader);
                // Who changed the rules meanwhile did not wait for one that was not ready.
                catchUp();
            } finally {
                changing.unlock();
            }
        } else {
            load();
        }
    }

    /** One no longer evaluates. */
    public void close(RuleTaker reader) {
        if (engine instanceof RuleTakers readers) {
            readers.remove(reader);
        }
    }

    /** Takes up what other replicas have changed, if anybody here evaluates. */
    public void follow() {
        if (engine.isReady()) {
            changing.lock();
            try {
                catchUp();
            } finally {
                changing.unlock();
            }
        }
    }

    private void catchUp() {
        revisions.flatMap(Revisions::news).ifPresent(news -> {
            Map<String, KnownRule> now = new HashMap<>();
            if (news.isAll()) {
                store.load().forEach(rule -> now.put(rule.rule().name(), rule));
            } else {
                now.putAll(store.load(news.names()));
            }
            Set<String> names = new LinkedHashSet<>(now.keySet());
            names.addAll(news.isAll() ? all().map(rule -> rule.rule().name()).toList() : news.names());
            names.forEach(name -> renew(name, Optional.ofNullable(now.get(name))));
            revisions.get().known(news);
        });
    }

    private void renew(String name, Optional<KnownRule> after) {
        Optional<KnownRule> before = shelf.byName(name);
        boolean same = after.map(KnownRule::id).equals(before.map(KnownRule::id))
                && after.map(KnownRule::version).equals(before.map(KnownRule::version));
        if (!same) {
            become(name, after);
        }
    }

    private void become(String name, Optional<KnownRule> after) {
        shelf.byName(name)
                .filter(before -> !after.map(KnownRule::id).equals(Optional.of(before.id())))
                .ifPresent(this::leave);
        after.ifPresent(this::enter);
    }

    /** By which revision of the rules is evaluated here; negative when there is none. */
    public long revision() {
        return engine.isReady() ? revisions.map(Revisions::known).orElse(0L) : -1;
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
        return byName(name).orElseThrow(() -> Answers.notFound(name));
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
        revisions.ifPresent(Revisions::awaitKnown);
        return savings;
    }

    private List<Saving> afterOthers(Supplier<List<Saving>> change) {
        changing.lock();
        try {
            int tries = revisions.map(Revisions::tries).orElse(1);
            for (int i = 0; i < tries; i++) {
                catchUp();
                lookUpUnsure();
                try {
                    return change.get();
                } catch (Revisions.Overtaken oncemore) {
                    // Nothing was stored.
                }
            }
            throw new StoreUnavailable(
                    "other replicas were faster " + tries + " times (hearth.rules.replica.tries), nothing was changed",
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
        return new Plan(shelf, most, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private void carryOut(Plan plan, String by, List<Request> alongside) {
        save(plan, by, alongside);
        plan.outcome().forEach(this::become);
    }

    private void save(Plan plan, String by, List<Request> alongside) {
        if (revisions.isPresent()) {
            revisions
                    .get()
                    .save(store.requests(plan, by, alongside), plan.outcome().keySet());
        } else {
            saveAlone(plan, by, alongside);
        }
    }

    /** Of what is shared the revision tells whether it is stored. */
    private void saveAlone(Plan plan, String by, List<Request> alongside) {
        try {
            store.save(plan, by, alongside);
        } catch (StoreUnavailable unknown) {
            unsure.addAll(plan.outcome().keySet());
            if (!isStored(plan)) {
                throw unknown;
            }
        }
    }

    /** Whether Redis has a plan in spite of not having said so. What it has of it takes effect later if it cannot say now. */
    private boolean isStored(Plan plan) {
        Set<String> names = plan.outcome().keySet();
        try {
            Map<String, KnownRule> stored = store.load(names);
            return !names.isEmpty()
                    && names.stream().allMatch(name -> plan.outcome().get(name).equals(present(stored, name)));
        } catch (RuntimeException notNow) {
            LOG.debugf(notNow, "whether rules are stored is not known yet rules=%d", names.size());
            return false;
        }
    }

    private static Optional<KnownRule> present(Map<String, KnownRule> rules, String name) {
        return Optional.ofNullable(rules.get(name));
    }

    /**
     * Looks up what became of changes of which Redis did not say whether they are stored; costs nothing while there are none.
     * To be called again and again.
     *
     * @throws StoreUnavailable when Redis cannot say it yet
     */
    public void lookUpUnknown() {
        if (!unsure.isEmpty()) {
            changing.lock();
            try {
                lookUpUnsure();
                unsure.clear();
            } finally {
                changing.unlock();
            }
        }
    }

    /** They stay unsure: what was sent before a connection was lost may still be carried out after this. */
    private void lookUpUnsure() {
        if (!unsure.isEmpty()) {
            Map<String, KnownRule> stored = store.load(unsure);
            for (String name : unsure) {
                Optional<KnownRule> now = present(stored, name);
                if (!now.equals(shelf.byName(name))) {
                    LOG.infof("a change of a rule was stored though Redis did not say so rule=%s", name);
                    become(name, now);
                }
            }
        }
    }

    private void enter(KnownRule rule) {
        shelf.put(rule);
        engine.put(rule);
    }

    private void leave(KnownRule rule) {
        shelf.remove(rule);
        engine.remove(rule);
    }

    /** The rule of this name. */
    public Optional<KnownRule> byName(String name) {
        return shelf.byName(name);
    }

    /** All rules, those made first in front. */
    public Stream<KnownRule> all() {
        return shelf.all();
    }

    /** The rules that have all of these labels, those made first in front; all rules for no labels. */
    public Stream<KnownRule> labelled(List<String> labels) {
        return labels.isEmpty() ? all() : shelf.labelled(labels);
    }

    /** How many rules there are. */
    public int size() {
        return shelf.size();
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

    /** Before the stored rules are there, nobody can say whether there is a rule of some name. */
    public void requireLoaded() {
        if (!engine.isReady()) {
            throw new StoreUnavailable("the rules are not loaded yet", null);
        }
    }
}
