package io.hearth.device.online;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.device.mapping.MappedDevice;
import java.util.Optional;

/** What an event says of whether its device is online: by the resources with the attributes {@code online} and {@code offline}. */
public final class StatusWord {
    private StatusWord() {}

    /** True: online; absent when it says nothing. Of several readings the last one counts. */
    public static Optional<Boolean> of(MappedDevice device, Event event) {
        Optional<Boolean> said = Optional.empty();
        for (Reading reading : event.readings()) {
            if (reading.value() instanceof ReadingValue.Simple simple) {
                Optional<Boolean> here = device.status(reading.resourceName()).says(simple.text());
                said = here.isPresent() ? here : said;
            }
        }
        return said;
    }

    /** Whether it is the device's own voice: its last will, which says that it is offline, is the broker's. */
    public static boolean isSignOfLife(Optional<MappedDevice> device, Event event) {
        return device.flatMap(known -> of(known, event)).orElse(true);
    }
}
