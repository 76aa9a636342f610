package io.hearth.rules.action;

import java.util.EnumMap;
import java.util.Map;

/** Gives each kind of action to the courier that knows the way. */
public final class Couriers implements Courier {
    private final Map<Deed.Kind, Courier> couriers;

    /** With one for each kind. */
    public Couriers(Map<Deed.Kind, Courier> couriers) {
        this.couriers = new EnumMap<>(couriers);
        for (Deed.Kind kind : Deed.Kind.values()) {
            if (!couriers.containsKey(kind)) {
                throw new IllegalArgumentException("nobody carries out actions of the kind " + kind);
            }
        }
    }

    @Override
    public Outcome deliver(Intent intent) {
        return intent.deed() instanceof Deed.Refused(var _, var _, String _, String reason)
                ? new Outcome.Never(reason)
                : couriers.get(intent.deed().kind()).deliver(intent);
    }

    @Override
    public Outcome lookAt(Intent intent) {
        return couriers.get(intent.deed().kind()).lookAt(intent);
    }
}
