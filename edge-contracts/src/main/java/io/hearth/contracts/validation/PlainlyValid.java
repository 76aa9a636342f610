package io.hearth.contracts.validation;

import io.hearth.contracts.event.AddEventRequest;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.Reading;

/**
 * Whether an event plainly keeps the rules that are written on it and its readings. A validator that finds the rules by reflection
 * and keeps book of paths costs more than to decode the event; of events that keep all rules, nearly all, it has nothing to say.
 */
public final class PlainlyValid {
    private PlainlyValid() {}

    /** True when a validator finds nothing; false when it is to be asked, whatever it says then. */
    public static boolean is(AddEventRequest request) {
        Event event = request.event();
        return isGiven(request.apiVersion())
                && (request.requestId().isEmpty() || UuidValidator.isUuid(request.requestId()))
                && event != null
                && isGiven(event.apiVersion())
                && UuidValidator.isUuid(event.id())
                && isName(event.deviceName())
                && event.origin() != 0
                && !event.readings().isEmpty()
                && areValid(event);
    }

    private static boolean areValid(Event event) {
        for (Reading reading : event.readings()) {
            if (reading == null
                    || !isName(reading.deviceName())
                    || !isName(reading.resourceName())
                    || ValidReadingValidator.problem(reading).isPresent()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isGiven(String text) {
        return text != null && !text.isBlank();
    }

    private static boolean isName(String text) {
        return isGiven(text) && !text.equals(".") && !text.equals("..") && WellFormedValidator.isWellFormed(text);
    }
}
