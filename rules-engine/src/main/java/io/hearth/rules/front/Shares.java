package io.hearth.rules.front;

/** The shares of the devices, wherever they are looked after. */
public interface Shares {
    /** How many there are. */
    int count();

    /** How long a list in one answer may be. */
    int longestList();

    /** Asks who looks after a share; 503 when nobody does, or does not answer. */
    Answer ask(int share, Asked asked);
}
