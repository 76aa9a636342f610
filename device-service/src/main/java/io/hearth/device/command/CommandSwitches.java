package io.hearth.device.command;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;

/**
 * EdgeX's options of a read.
 *
 * @param pushEvent   {@code ds-pushevent}: the event goes to the bus as well
 * @param returnEvent {@code ds-returnevent}: the event is the answer
 * @param regex       {@code ds-regexcmd}: a name that is no command's and no resource's is a regular expression
 */
record CommandSwitches(boolean pushEvent, boolean returnEvent, boolean regex) {

    /** From their texts, null when absent; anything but true and false is 400. */
    static CommandSwitches of(String pushEvent, String returnEvent, String regex) {
        return new CommandSwitches(
                flag("ds-pushevent", pushEvent, false),
                flag("ds-returnevent", returnEvent, true),
                flag("ds-regexcmd", regex, true));
    }

    private static boolean flag(String name, String text, boolean absent) {
        return switch (text) {
            case null -> absent;
            case "true" -> true;
            case "false" -> false;
            case String other ->
                throw new EdgexException(
                        ErrorKind.CONTRACT_INVALID,
                        "query parameter " + name + " is '" + other + "', allowed is true or false");
        };
    }
}
