package io.hearth.rules;

import io.hearth.rules.silence.Silences;

/** What is one for all shares of the devices that a replica looks after. Other replicas change it, too. */
record Common(Work.Rules rules, Silences silences) {
    /** Takes up what other replicas have changed. */
    void follow() {
        rules.book().follow();
        silences.follow();
    }
}
