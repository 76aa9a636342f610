package io.hearth.rules.engine;

import io.hearth.contracts.event.Reading;

/** Makes samples of readings that did not come over the bus. */
public final class Samples {
    private Samples() {}

    /** A reading of a device. */
    public static Sample of(String device, Reading reading) {
        return EventReader.sample(device, reading);
    }

    /** A sign of life of a device, at a time in ns since 1970. */
    public static Sample report(String device, long origin) {
        return Sample.report(device, origin);
    }
}
