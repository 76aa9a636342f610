package io.hearth.coredata.aggregate;

import io.hearth.coredata.JsonText;

/**
 * What came out for one group of readings.
 *
 * @param number the JSON number; "" when the group has none, which is answered as an empty text
 */
public record AggregateReading(
        String deviceName, String profileName, String resourceName, String valueType, String number) {

    /** Writes it as EdgeX writes an aggregated reading. */
    public void writeTo(JsonText out) {
        out.octet('{').name("deviceName").text(deviceName).octet(',');
        out.name("resourceName").text(resourceName).octet(',');
        if (!profileName.isEmpty()) {
            out.name("profileName").text(profileName).octet(',');
        }
        out.name("valueType").text(valueType).octet(',').name("value");
        if (number.isEmpty()) {
            out.text("");
        } else {
            out.ascii(number);
        }
        out.octet('}');
    }
}
