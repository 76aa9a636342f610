package io.hearth.rules.front;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts documents together that each tell a part. */
final class Sums {
    private static final String LAST_ERROR = "lastError";
    private static final String LAST_ERROR_TIME = "lastErrorTime";
    private static final String WAITING_SINCE = "waitingSince";

    private Sums() {}

    /** What all have counted: numbers are added, of times the last one holds. */
    static ObjectNode figures(List<ObjectNode> answers) {
        ObjectNode sum = answers.getFirst().deepCopy();
        for (ObjectNode more : answers.subList(1, answers.size())) {
            JsonNode figures = sum.get("figures");
            if (figures instanceof ObjectNode one) {
                add(one, more.path("figures"));
            } else if (figures instanceof ArrayNode list) {
                addByName(list, more.path("figures"));
            }
        }
        return sum;
    }

    /** A rule can have come or gone between two answers. */
    private static void addByName(ArrayNode list, JsonNode more) {
        Map<String, JsonNode> byName = new HashMap<>();
        more.forEach(figures -> byName.put(figures.path("name").asText(), figures));
        list.forEach(figures -> {
            JsonNode other = byName.get(figures.path("name").asText());
            if (other != null) {
                add((ObjectNode) figures, other);
            }
        });
    }

    private static void add(ObjectNode into, JsonNode more) {
        boolean errorIsLater = isLater(into.path(LAST_ERROR_TIME), more.path(LAST_ERROR_TIME));
        more.fields().forEachRemaining(field -> {
            JsonNode before = into.path(field.getKey());
            JsonNode value = field.getValue();
            if (before.isNumber()) {
                into.put(field.getKey(), before.asLong() + value.asLong());
            } else if (before instanceof ObjectNode part) {
                add(part, value);
            } else if (before.isMissingNode() || before.isNull()) {
                into.set(field.getKey(), value);
            } else {
                boolean isNews =
                        switch (field.getKey()) {
                            case LAST_ERROR -> errorIsLater;
                            case WAITING_SINCE -> isLater(value, before);
                            case String name -> name.startsWith("last") && isLater(before, value);
                        };
                if (isNews) {
                    into.set(field.getKey(), value);
                }
            }
        });
    }

    private static boolean isLater(JsonNode before, JsonNode time) {
        return before.isTextual()
                && time.isTextual()
                && Instant.parse(time.asText()).isAfter(Instant.parse(before.asText()));
    }

    /** A rule with its state for all devices, by their names. */
    static ObjectNode devices(List<ObjectNode> answers) {
        List<JsonNode> devices = new ArrayList<>();
        answers.forEach(answer -> answer.path("devices").forEach(devices::add));
        devices.sort(Comparator.comparing(device -> device.path("device").asText()));
        ObjectNode whole = answers.getFirst().deepCopy();
        whole.putArray("devices").addAll(devices);
        return whole;
    }
}
