package io.hearth.bench.load;

import java.util.List;
import java.util.Map;

/**
 * What an experiment has found of a target.
 *
 * @param at      what was different from row to row: a rate, a number of devices
 * @param figures by name, in the order of the table
 * @param ratios  of the same names: to the reference at the same place, both in one run
 * @param voids   why runs were void
 */
record Row(String target, double at, Map<String, Spread> figures, Map<String, Spread> ratios, List<String> voids) {}
