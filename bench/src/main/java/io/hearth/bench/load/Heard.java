package io.hearth.bench.load;

/**
 * What came back of a load.
 *
 * @param commanded how many commands the devices got that a reading of this load asked for
 * @param late      how many they got that one of an earlier load asked for
 * @param strange   what should not have come, empty when there was nothing
 * @param unseen    how many of the readings that were watched were not seen
 * @param commands  from when a reading was due until its command was at the device
 * @param stored    from when a watched reading was due until it was seen to be stored
 */
record Heard(long commanded, long late, String strange, long unseen, Times commands, Times stored) {}
