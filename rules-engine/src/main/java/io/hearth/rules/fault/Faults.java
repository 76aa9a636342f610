package io.hearth.rules.fault;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/**
 * What broke the work of a thread that nobody foresaw: errors of the virtual machine, and of ours. The thread goes on; that it
 * broke is logged, counted, and seen in readiness. Of the process, as its memory is, and not of a turn.
 */
public final class Faults {
    private static final Logger LOG = Logger.getLogger(Faults.class);
    private static final LongAdder COUNT = new LongAdder();
    /** Those whose last work broke off, of a fixed number of workers. */
    private static final Map<String, String> FAILING = new ConcurrentHashMap<>();

    private static volatile String last = "";

    private Faults() {}

    /** The work of one of many broke off; the others are not concerned. */
    public static void noted(String worker, Throwable fault) {
        count(worker, fault);
        LOG.errorf(fault, "work broke off by=%s", worker);
    }

    /** The work of one without whom the service does not do what it is for broke off; logged once until it works again. */
    public static void failing(String worker, Throwable fault) {
        count(worker, fault);
        if (FAILING.put(worker, String.valueOf(fault)) == null) {
            LOG.errorf(fault, "work broke off and is begun anew by=%s", worker);
        }
    }

    private static void count(String worker, Throwable fault) {
        COUNT.increment();
        last = worker + ": " + fault;
    }

    /** It works again. */
    public static void over(String worker) {
        if (!FAILING.isEmpty()) {
            FAILING.remove(worker);
        }
    }

    /** How often work broke off since the start of the process. */
    public static long count() {
        return COUNT.sum();
    }

    /** What broke off last; empty for nothing. */
    public static String last() {
        return last;
    }

    /** Whose work broke off and did not succeed since, and why; empty when all goes on. */
    public static Optional<String> failing() {
        return FAILING.entrySet().stream()
                .findFirst()
                .map(one -> "the work of " + one.getKey() + " broke off: " + one.getValue());
    }
}
