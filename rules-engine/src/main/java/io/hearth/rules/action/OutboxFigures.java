package io.hearth.rules.action;

import java.util.EnumMap;
import java.util.Map;

/** Counts what became of actions, by kind. */
final class OutboxFigures {
    private final Map<Deed.Kind, KindFigures> kinds = new EnumMap<>(Deed.Kind.class);

    OutboxFigures() {
        for (Deed.Kind kind : Deed.Kind.values()) {
            kinds.put(kind, new KindFigures());
        }
    }

    KindFigures of(Intent intent) {
        return of(intent.deed().kind());
    }

    KindFigures of(Deed.Kind kind) {
        return kinds.get(kind);
    }

    /** The sums of all kinds. */
    KindFigures all() {
        return KindFigures.sumOf(kinds.values());
    }
}
