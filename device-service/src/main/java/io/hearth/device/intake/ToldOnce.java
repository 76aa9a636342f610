package io.hearth.device.intake;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** Messages that come again and again, as what is retained does with each connection, and are to be told of once. */
final class ToldOnce {
    private static final int REMEMBERED = 10_000;

    private record Told(String topic, int payloadHash) {}

    private final Set<Told> told = new LinkedHashSet<>();

    /** Whether it has not come before, or so long ago that it is forgotten. */
    synchronized boolean isNew(DeviceMessage message) {
        if (!told.add(new Told(message.topic(), Arrays.hashCode(message.payload())))) {
            return false;
        }
        if (told.size() > REMEMBERED) {
            Iterator<Told> oldestFirst = told.iterator();
            oldestFirst.next();
            oldestFirst.remove();
        }
        return true;
    }
}
