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
     * As {@link #unconfirmed}, of a device that did not obey.
     *
     * @throws StoreUnavailable when somebody cannot keep it now; it is to be told again
     */
    void disobeyed(Intent intent, String reason) {
        List<StoreUnavailable> away = new ArrayList<>();
        tell(listener -> {
            try {
                listener.unconfirmed(intent, reason);
            } catch (StoreUnavailable notNow) {
                away.add(notNow);
            }
        });
        if (!away.isEmpty()) {
            throw away.getFirst();
        }
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
