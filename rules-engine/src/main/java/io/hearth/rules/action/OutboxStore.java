package io.hearth.rules.action;

import java.util.Collection;
import java.util.List;

/** Where actions wait so that they survive a restart. What is appended to it is written with the state that caused it. */
public interface OutboxStore {
    /** All that wait, in no order. */
    List<Intent> load();

    /** These need not be done any more. */
    void remove(Collection<Intent> intents);

    /** This one is kept as it is now, in place of what is stored under its id. */
    void keep(Intent intent);

    /** This one was given up: no longer waiting, kept among the failed ones. */
    void giveUp(FailedAction failed);

    /** The actions given up last, newest first. */
    List<FailedAction> failed();
}
