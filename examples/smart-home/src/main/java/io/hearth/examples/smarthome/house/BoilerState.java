package io.hearth.examples.smarthome.house;

/**
 * What a boiler knows of itself.
 *
 * @param current what its thermostat sees: the mean of the rooms, degrees Celsius
 * @param heating whether the burner is on
 */
public record BoilerState(double current, boolean heating) {}
