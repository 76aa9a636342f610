package io.hearth.contracts.validation;

import io.hearth.contracts.event.AddEventRequest;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.keeper.AddRegistrationRequest;
import io.hearth.contracts.keeper.HealthCheck;
import io.hearth.contracts.keeper.Registration;
import java.time.Duration;

/**
 * Whether something plainly keeps the rules that are written on it: an event, since a validator that finds the rules by reflection and keeps book of
 * paths costs more than to decode it; the registration of a service, since it is all that comes to a core-keeper whose services only start, and a
 * validator is some six hundred classes. Of what keeps all rules, nearly all, the validator has nothing to say.
 */
public final class PlainlyValid {
    private static final int HIGHEST_PORT = 65_535;
    private static final Duration SHORTEST = Duration.ofNanos(1);

    private PlainlyValid() {}

    /** True when a validator finds nothing; false when it is to be asked, whatever it says then. */
    public static boolean is(Object candidate) {
        return switch (candidate) {
            case AddEventRequest(String version, String id, Event event) -> isRequest(version, id) && isEvent(event);
            case AddRegistrationRequest(String version, String id, Registration registration) ->
                isRequest(version, id) && isRegistration(registration);
            default -> false;
        };
    }

    private static boolean isRequest(String version, String id) {
        return isGiven(version) && (id.isEmpty() || UuidValidator.isUuid(id));
    }

    private static boolean isEvent(Event event) {
        return event != null
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

    private static boolean isRegistration(Registration registration) {
        return registration != null
                && isGiven(registration.serviceId())
                && isGiven(registration.host())
                && registration.port() >= 1
                && registration.port() <= HIGHEST_PORT
                && isCheck(registration.healthCheck());
    }

    private static boolean isCheck(HealthCheck check) {
        return check != null
                && isGiven(check.interval())
                && GoDurationTextValidator.isDuration(check.interval(), SHORTEST)
                && isGiven(check.path())
                && isGiven(check.type());
    }

    private static boolean isGiven(String text) {
        return text != null && !text.isBlank();
    }

    private static boolean isName(String text) {
        return isGiven(text) && !text.equals(".") && !text.equals("..") && WellFormedValidator.isWellFormed(text);
    }
}
