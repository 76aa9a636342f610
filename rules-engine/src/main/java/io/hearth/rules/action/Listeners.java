package io.hearth.rules.action;

import io.hearth.runtime.redis.StoreUnavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** All who hear what becomes of actions; one that fails keeps neither the others nor the actions. */
final class Listeners implements ActionListener {
    private static final Logger LOG = Logger.getLogger(Listeners.class);

    private final List<ActionListener> all = new CopyOnWriteArrayList<>();

    void add(ActionListener listener) {
        all.add(listener);
    }

    /** Not kept to itself, when one cannot store it now: the action stays stored then, and this is told again. */
    @Override
    public void succeeds(Intent intent, Instant at) {
        tellOrThrow(listener -> listener.succeeds(intent, at));
    }

    /** Not kept to itself, when one cannot store it now: the action stays stored then, and this is told again. */
    @Override
    public void fails(FailedAction failed) {
        tellOrThrow(listener -> listener.fails(failed));
    }

    private void tellOrThrow(Consumer<ActionListener> what) {
        for (ActionListener listener : all) {
            try {
                what.accept(listener);
            } catch (StoreUnavailable notNow) {
                throw notNow;
            } catch (RuntimeException failure) {
                LOG.warnf(failure, "what becomes of an action was not heard");
            }
        }
    }

    @Override
    public void done(Intent intent, Instant at) {
        tell(listener -> listener.done(intent, at));
    }

    @Override
    public void failed(FailedAction failed) {
        tell(listener -> listener.failed(failed));
    }

    @Override
    public void unconfirmed(Intent intent, String reason) {
        tell(listener -> listener.unconfirmed(intent, reason));
    }

    /**
     * Tells of a device that did not obey; whoever cannot keep it now is told again when this is run again, and nobody else.
     *
     * @return throws {@link StoreUnavailable} while there is one who could not keep it
     */
    Runnable disobeyed(Intent intent, String reason) {
        List<ActionListener> untold = new ArrayList<>(all);
        return () -> {
            untold.removeIf(listener -> couldKeep(listener, intent, reason));
            if (!untold.isEmpty()) {
                throw new StoreUnavailable("that a device did not obey is not kept yet", null);
            }
        };
    }

    private static boolean couldKeep(ActionListener listener, Intent intent, String reason) {
        try {
            listener.unconfirmed(intent, reason);
        } catch (StoreUnavailable notNow) {
            return false;
        } catch (RuntimeException failure) {
            LOG.warnf(failure, "what became of an action was not heard");
        }
        return true;
    }

    private void tell(Consumer<ActionListener> what) {
        for (ActionListener listener : all) {
            try {
                what.accept(listener);
            } catch (RuntimeException failure) {
                LOG.warnf(failure, "what became of an action was not heard");
            }
        }
    }
}
