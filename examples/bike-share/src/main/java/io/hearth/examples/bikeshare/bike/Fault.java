package io.hearth.examples.bikeshare.bike;

/** What is broken of a bike. */
public enum Fault {
    NONE("none", 0),
    LIGHT("light", 1),
    BELL("bell", 1),
    BRAKE("brake", 2),
    CHAIN("chain", 2);

    private static final int NOT_TO_BE_RIDDEN = 2;

    private final String word;
    private final int severity;

    Fault(String word, int severity) {
        this.word = word;
        this.severity = severity;
    }

    /** As it is written in the payload. */
    public String word() {
        return word;
    }

    /** 0 is in order, 1 can wait, 2 must not be ridden. */
    public int severity() {
        return severity;
    }

    /** Whether the bike stays locked until it is repaired. */
    public boolean stopsTheBike() {
        return severity >= NOT_TO_BE_RIDDEN;
    }
}
