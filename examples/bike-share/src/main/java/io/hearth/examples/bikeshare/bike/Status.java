package io.hearth.examples.bikeshare.bike;

import java.util.Locale;

/**
 * How a bike is.
 *
 * @param latitude  degrees
 * @param longitude degrees
 * @param battery   percent
 */
public record Status(double latitude, double longitude, int battery, boolean locked, boolean alarm) {
    /** The payload of {@code bikes/<bike>/status}. */
    public String payload() {
        return String.format(
                Locale.ROOT,
                "{\"position\":{\"lat\":%.5f,\"lon\":%.5f},\"battery\":%d,\"locked\":%b,\"alarm\":%b}",
                latitude,
                longitude,
                battery,
                locked,
                alarm);
    }
}
