package io.hearth.rules;

import io.hearth.rules.action.Couriers;
import io.hearth.rules.action.Proofs;

/** The ways to where actions are carried out: they are open before it is this replica's turn, and stay open after it. */
interface Ways {
    /** Those who go there, and wait for the proof that a device obeyed with these. */
    Couriers proving(Proofs proofs);
}
