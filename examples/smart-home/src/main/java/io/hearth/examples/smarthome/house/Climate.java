package io.hearth.examples.smarthome.house;

import java.time.Duration;

/**
 * The physics of a house. The defaults make a living room that is at 20 degrees lose 2.3 degrees an hour with the boiler
 * off and win 4.3 with it on.
 *
 * @param outside temperature outside, degrees Celsius
 * @param insulation the time in which a room loses 63 % of its difference to the outside
 * @param heatPerHour what the radiators give when they are hot, degrees per hour
 * @param radiatorLag how long the radiators take to get hot, and to cool
 * @param thermostatGap how far below the target the boiler's own thermostat starts to burn again, degrees
 */
public record Climate(
        double outside, Duration insulation, double heatPerHour, Duration radiatorLag, double thermostatGap) {
    /** A leaky house on a cold day. */
    public static final Climate COLD_DAY = new Climate(5, Duration.ofMinutes(390), 6.6, Duration.ofMinutes(3), 0.3);

    public Climate {
        if (!insulation.isPositive() || !radiatorLag.isPositive() || heatPerHour < 0 || thermostatGap < 0) {
            throw new IllegalArgumentException(
                    "a house needs insulation > 0, radiatorLag > 0, heatPerHour >= 0 and" + " thermostatGap >= 0");
        }
    }
}
