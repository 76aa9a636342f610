package io.hearth.examples.smarthome.devices;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hearth.examples.smarthome.house.Order;

/** The language of {@code home/boiler/control}. */
final class Orders {
    private static final JsonMapper JSON = new JsonMapper();
    private static final double TARGET_WHEN_NONE_IS_SAID = 21;

    private Orders() {}

    /**
     * Reads {@code {"mode":"heat","target":23}}, {@code {"mode":"heat"}} or {@code {"mode":"off"}}.
     *
     * @throws IllegalArgumentException for anything else, with what was wrong
     */
    static Order parse(String payload) {
        JsonNode order;
        try {
            order = JSON.readTree(payload);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("'" + payload + "' is not JSON");
        }
        String mode = order.path("mode").asText();
        return switch (mode) {
            case "off" -> new Order.Off();
            case "heat" -> new Order.Heat(target(order.path("target")));
            default -> throw new IllegalArgumentException("mode '" + mode + "' is not heat or off");
        };
    }

    private static double target(JsonNode target) {
        if (target.isMissingNode()) {
            return TARGET_WHEN_NONE_IS_SAID;
        }
        if (!target.isNumber()) {
            throw new IllegalArgumentException("target " + target + " is not a number");
        }
        return target.doubleValue();
    }
}
