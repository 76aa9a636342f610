package io.hearth.examples.bikeshare.bike;

/** Something that a bike tells beside how it is. */
public sealed interface News {
    /** The topic, with the bike's name. */
    String topic(String bike);

    /**
     * The payload.
     *
     * @param at when it happened, Unix ms
     */
    String payload(long at);

    /** A ride began. */
    record RideStarted(int ride) implements News {
        @Override
        public String topic(String bike) {
            return "usage/stats/" + bike;
        }

        @Override
        public String payload(long at) {
            return "{\"event\":\"start\",\"ride\":" + ride + ",\"at\":" + at + "}";
        }
    }

    /** A ride is over. */
    record RideEnded(int ride, long metres, long seconds) implements News {
        @Override
        public String topic(String bike) {
            return "usage/stats/" + bike;
        }

        @Override
        public String payload(long at) {
            return "{\"event\":\"end\",\"ride\":" + ride + ",\"metres\":" + metres + ",\"seconds\":" + seconds
                    + ",\"at\":" + at + "}";
        }
    }

    /** Something broke, or is in order again. */
    record Maintenance(Fault fault) implements News {
        @Override
        public String topic(String bike) {
            return "maintenance/" + bike;
        }

        @Override
        public String payload(long at) {
            return "{\"fault\":\"" + fault.word() + "\",\"severity\":" + fault.severity() + ",\"at\":" + at + "}";
        }
    }
}
