package io.hearth.device.convention;

import java.util.Map;

/**
 * A device as it tells of itself.
 *
 * @param convention   the convention's name, which is also that of the protocol under which the device keeps what is here
 * @param id           what the device is known by, whatever it is called
 * @param name         what it is called
 * @param manufacturer empty when it does not say
 * @param model        empty when it does not say
 * @param facts        more that is kept with the device
 */
public record Described(
        String convention, String id, String name, String manufacturer, String model, Map<String, Object> facts) {
    /** The key of {@link #id} among the settings of the protocol. */
    public static final String ID = "id";

    public Described {
        facts = Map.copyOf(facts);
    }
}
