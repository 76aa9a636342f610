package io.hearth.device.online;

/** How it is known that a device is offline. */
enum Cause {
    /** A value of a status resource said it. */
    STATUS,
    /** Nothing came of it for too long. */
    SILENCE
}
