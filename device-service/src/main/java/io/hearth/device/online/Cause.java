package io.hearth.device.online;

/** How it is known that a device is offline; what counts more comes later. */
enum Cause {
    /** Nothing came of it for too long. */
    SILENCE,
    /** Its broker told that it has no connection any more. */
    BROKER,
    /** A value of a status resource said it. */
    STATUS
}
