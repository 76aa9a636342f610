package io.hearth.examples.smarthome.story;

/** What one sees of the loop, in this order. */
public enum Phase {
    COLD("cold", "the room fell below the rule's limit"),
    HEAT("heat", "the boiler was told to heat"),
    WARM("warm", "the room is above the rule's clear limit"),
    OFF("off", "the boiler was told to stop"),
    COLD_AGAIN("cold again", "the room falls below the limit once more");

    private final String title;
    private final String meaning;

    Phase(String title, String meaning) {
        this.title = title;
        this.meaning = meaning;
    }

    /** One or two words. */
    public String title() {
        return title;
    }

    /** What happened, as half a sentence. */
    public String meaning() {
        return meaning;
    }
}
