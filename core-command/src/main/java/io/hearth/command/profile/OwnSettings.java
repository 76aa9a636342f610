package io.hearth.command.profile;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.contracts.value.GoDuration;
import io.hearth.contracts.value.InvalidValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a profile says to core-command, in an object named {@code hearth} among a resource's {@code attributes} or a device
 * command's {@code tags}: both are free-form in EdgeX, and its clients keep what they do not know. What cannot be read is a
 * failure of each command that needs it (409): a protection that is written wrongly must not pass as none.
 */
public final class OwnSettings {
    private static final String KEY = "hearth";

    private final String where;
    private final Map<?, ?> values;

    private OwnSettings(String where, Map<?, ?> values) {
        this.where = where;
        this.values = values;
    }

    /**
     * Those in a free-form map.
     *
     * @param where how the map is found, for messages: {@code profile 'boiler' resource 'mode' attributes}
     */
    public static OwnSettings in(Map<String, Object> freeForm, String where) {
        Object ours = freeForm.get(KEY);
        if (ours == null) {
            return new OwnSettings(where, Map.of());
        }
        if (ours instanceof Map<?, ?> map) {
            return new OwnSettings(where, map);
        }
        throw wrong(where + "." + KEY, ours, "an object of settings");
    }

    /** A length of time above 0, as Go writes it. */
    public Optional<Duration> duration(String name) {
        return text(name, "a duration such as 30s or 5m").map(text -> duration(name, text));
    }

    private Duration duration(String name, String text) {
        try {
            Duration duration = GoDuration.parse(text);
            if (duration.isPositive()) {
                return duration;
            }
        } catch (InvalidValue notOne) {
            // said below, with what is allowed
        }
        throw wrong(path(name), text, "a duration above 0 such as 30s or 5m");
    }

    /** True or false, as such or as a text. */
    public Optional<Boolean> flag(String name) {
        return Optional.ofNullable(values.get(name)).map(value -> switch (String.valueOf(value)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(path(name), value, "true or false");
        });
    }

    /** A text, which a number or a flag is too. */
    public Optional<String> text(String name, String allowed) {
        return Optional.ofNullable(values.get(name)).map(value -> {
            if (value instanceof Map<?, ?> || value instanceof List<?>) {
                throw wrong(path(name), value, allowed);
            }
            return String.valueOf(value);
        });
    }

    /** A list of texts; a text alone is a list of one. */
    public Optional<List<String>> texts(String name) {
        return Optional.ofNullable(values.get(name))
                .map(value -> value instanceof List<?> list
                        ? list.stream().map(String::valueOf).toList()
                        : List.of(String.valueOf(value)));
    }

    /** An object of texts. */
    public Map<String, String> table(String name) {
        Object value = values.get(name);
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw wrong(path(name), value, "an object of texts");
        }
        Map<String, String> table = new TreeMap<>();
        map.forEach((key, text) -> table.put(String.valueOf(key), String.valueOf(text)));
        return table;
    }

    /** The failure for a setting that says something else than is allowed. */
    public EdgexException wrong(String name, String value, String allowed) {
        return wrong(path(name), (Object) value, allowed);
    }

    private String path(String name) {
        return where + "." + KEY + "." + name;
    }

    private static EdgexException wrong(String path, Object value, String allowed) {
        return new EdgexException(
                ErrorKind.STATUS_CONFLICT,
                "the command was not sent: " + path + " is '" + value + "', allowed is " + allowed);
    }
}
