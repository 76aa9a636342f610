package io.hearth.bench.load;

/**
 * What became of a load at the broker.
 *
 * @param messages     how many were sent: fewer than were due when the broker was too far behind
 * @param acknowledged how many of them the broker acknowledged; of QoS 0, how many were written
 * @param crossings    how many of them bring a command
 * @param seconds      from the first until the last was acknowledged
 * @param failure      why the load ended early, empty when it did not
 * @param lost         whether a connection was lost or messages were never acknowledged, after which nothing that is counted holds
 * @param times        from when a message was due until it was acknowledged
 */
record Sent(
        long messages, long acknowledged, long crossings, double seconds, String failure, boolean lost, Times times) {}
