package io.hearth.rules.action;

import io.hearth.rules.rule.Action;
import io.hearth.rules.rule.SignalKey;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The readings that prove that devices obeyed: those that are waited for, and those that are there. Everything the engine reads
 * goes past it, which costs one look-up while nothing is waited for of the signal.
 */
public final class Proofs {
    /** As many digits as a Float32 has. */
    private static final MathContext FLOAT32 = new MathContext(6);

    private static final int LONGEST_NUMBER = 400;

    private final Clock clock;
    private final ActionConfig.ProofConfig config;
    private final Map<UUID, Awaited> awaited = new HashMap<>();
    private final Map<SignalKey, Set<Awaited>> bySignal = new ConcurrentHashMap<>();
    /** How many proofs are waited for of each device. */
    private final Map<String, Integer> byDevice = new ConcurrentHashMap<>();

    private volatile Consumer<Intent> found = intent -> {};

    /** Nothing is waited for yet. */
    public Proofs(Clock clock, ActionConfig.ProofConfig config) {
        this.clock = clock;
        this.config = config;
    }

    private static final class Awaited {
        private final Intent intent;
        private final SignalKey signal;
        private final Object value;
        private final Instant since;
        private final Instant until;
        private boolean isThere;

        Awaited(Intent intent, SignalKey signal, Action.Confirm confirm, Instant since) {
            this.intent = intent;
            this.signal = signal;
            this.value = confirm.value();
            this.since = since;
            this.until = since.plus(confirm.within());
        }
    }

    static boolean isWanted(Intent intent) {
        return intent.deed() instanceof Deed.Command command
                && command.confirm().isPresent();
    }

    /** Who is told at once when a proof is there. */
    public void onFound(Consumer<Intent> told) {
        found = told;
    }

    /** Waits for the proof of a command from now on. */
    void await(Intent intent, String device, Action.Confirm confirm) {
        await(intent, device, confirm, clock.instant());
    }

    /** Goes on waiting for the proof of a command that was carried out before a restart, unless its time is over. */
    synchronized void resume(Intent intent, String device, Action.Confirm confirm, Instant acted) {
        if (!awaited.containsKey(intent.id()) && clock.instant().isBefore(acted.plus(confirm.within()))) {
            await(intent, device, confirm, acted);
        }
    }

    private synchronized void await(Intent intent, String device, Action.Confirm confirm, Instant since) {
        forget(intent.id());
        Instant now = clock.instant();
        if (awaited.size() >= config.capacity()) {
            // What was superseded is not waited for any more.
            awaited.values().stream()
                    .filter(old -> old.until.isBefore(now))
                    .map(old -> old.intent.id())
                    .toList()
                    .forEach(this::forget);
        }
        if (awaited.size() < config.capacity()) {
            Awaited one = new Awaited(intent, new SignalKey(device, confirm.resource()), confirm, since);
            awaited.put(intent.id(), one);
            bySignal.computeIfAbsent(one.signal, any -> new LinkedHashSet<>()).add(one);
            byDevice.merge(device, 1, Integer::sum);
        }
    }

    /** Whether a proof of this device is waited for. */
    public boolean awaits(String device) {
        return byDevice.containsKey(device);
    }

    /**
     * A reading came.
     *
     * @param text   its value as it came
     * @param origin when it was measured, in ns
     */
    public void seen(SignalKey signal, String text, long origin) {
        if (bySignal.containsKey(signal)) {
            proved(signal, text, Instant.ofEpochSecond(0, origin)).forEach(found);
        }
    }

    private synchronized Set<Intent> proved(SignalKey signal, String text, Instant measured) {
        Set<Intent> proved = new LinkedHashSet<>();
        for (Awaited one : bySignal.getOrDefault(signal, Set.of())) {
            boolean isLater = !measured.isBefore(one.since.minus(config.clockTolerance()));
            if (isLater && !clock.instant().isAfter(one.until) && isSame(one.value, text)) {
                one.isThere = true;
                proved.add(one.intent);
            }
        }
        return proved;
    }

    /** Whether the proof of a command is there. */
    synchronized boolean found(UUID command) {
        Awaited one = awaited.get(command);
        return one != null && one.isThere;
    }

    /** How long the proof may still take; not positive when it is not waited for. */
    synchronized Duration left(UUID command) {
        Awaited one = awaited.get(command);
        return one == null ? Duration.ZERO : Duration.between(clock.instant(), one.until);
    }

    /** Does not wait for this one any more. */
    synchronized void forget(UUID command) {
        Awaited one = awaited.remove(command);
        if (one != null) {
            byDevice.computeIfPresent(one.signal.device(), (device, count) -> count == 1 ? null : count - 1);
            bySignal.computeIfPresent(one.signal, (signal, all) -> {
                all.remove(one);
                return all.isEmpty() ? null : all;
            });
        }
    }

    /** Numbers by what they are, with a fraction to as many digits as a Float32 has; all others by their text. */
    static boolean isSame(Object wanted, String text) {
        String expected = String.valueOf(wanted);
        if (expected.equals(text) || text.length() > LONGEST_NUMBER) {
            return expected.equals(text);
        }
        try {
            BigDecimal one = new BigDecimal(expected);
            BigDecimal other = new BigDecimal(text);
            boolean isWhole = isWhole(one) && isWhole(other);
            return one.compareTo(other) == 0 || !isWhole && one.round(FLOAT32).compareTo(other.round(FLOAT32)) == 0;
        } catch (NumberFormatException | ArithmeticException texts) {
            // No number, or one with an exponent that no number is reckoned with.
            return false;
        }
    }

    private static boolean isWhole(BigDecimal number) {
        return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
    }
}
