package io.hearth.bench.load;

/**
 * What came back of a load.
 *
 * @param commanded how many commands the devices got
 * @param strange   what should not have come, empty when there was nothing
 * @param unseen    how many of the readings that were watched were not seen
 * @param commands  from when a reading was due until its command was at the device
 * @param stored    from when a watched reading was due until it was seen to be stored
 */
record Heard(long commanded, String strange, long unseen, Times commands, Times stored) {}
