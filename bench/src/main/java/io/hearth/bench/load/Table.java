package io.hearth.bench.load;

import java.util.List;

/**
 * What an experiment has found.
 *
 * @param title     a sentence that says what was done
 * @param across    what is different from row to row, with its unit
 * @param reference the target that ratios are to
 */
record Table(String experiment, String title, String across, String reference, List<Row> rows) {}
