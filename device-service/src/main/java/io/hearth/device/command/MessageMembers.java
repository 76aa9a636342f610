package io.hearth.device.command;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;

/** Puts a member where a JSON Pointer says, and makes the objects on the way. */
final class MessageMembers {
    private MessageMembers() {}

    /** 500 when something else is on the way. */
    static void put(ObjectNode object, JsonPointer pointer, String text) {
        ObjectNode at = object;
        JsonPointer rest = pointer;
        while (!rest.tail().matches()) {
            at = at.path(rest.getMatchingProperty()) instanceof ObjectNode known
                    ? known
                    : inNew(at, rest.getMatchingProperty(), pointer);
            rest = rest.tail();
        }
        if (at.has(rest.getMatchingProperty())) {
            throw taken(pointer);
        }
        at.put(rest.getMatchingProperty(), text);
    }

    private static ObjectNode inNew(ObjectNode at, String name, JsonPointer pointer) {
        if (at.has(name)) {
            throw taken(pointer);
        }
        return at.putObject(name);
    }

    private static EdgexException taken(JsonPointer pointer) {
        return new EdgexException(
                ErrorKind.SERVER_ERROR, "correlation '" + pointer + "' is where a value of the command stands");
    }
}
