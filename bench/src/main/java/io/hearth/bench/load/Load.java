package io.hearth.bench.load;

/**
 * Messages at a rate that waits for nobody.
 *
 * @param perSecond how many are due each second, of all devices in turn
 * @param seconds   for how long
 * @param share     of all messages, how many bring a command: 0 to 0.5
 * @param watched   whether readings are looked for where they are stored
 */
record Load(double perSecond, double seconds, double share, boolean watched) {
    Load {
        if (!(perSecond > 0) || !(seconds > 0) || !(share >= 0 && share <= 0.5)) {
            throw new IllegalArgumentException("perSecond=" + perSecond + " seconds=" + seconds + " share=" + share
                    + ": rate and seconds are above 0, the share is from 0 to 0.5");
        }
    }

    long messages() {
        return Math.round(perSecond * seconds);
    }
}
