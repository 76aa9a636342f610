package io.hearth.rules.action;

/** What is done in one order: all of one kind for one target. */
record Lane(Deed.Kind kind, String target) {
    static Lane of(Intent intent) {
        return new Lane(intent.deed().kind(), intent.deed().target());
    }
}
