package io.hearth.bench.load;

import io.netty.handler.codec.mqtt.MqttQoS;

/**
 * Which devices the load generator is, and where their messages go.
 *
 * @param port          the broker's, on this machine
 * @param topic         where a device's readings go; {@code {device}} stands for its name
 * @param commands      the filter of the commands that devices get; the last number in a topic is the device's. Empty when none come
 * @param devices       how many, {@code device-0} and so on
 * @param firing        of how many of them, the first, readings pass the limit
 * @param connections   over how many connections they send: each device its own costs more than it shows
 * @param qos           0, 1 or 2
 * @param payload       octets of a message, at least {@link Readings#LEAST_PAYLOAD}
 * @param watched       of how many devices, the first, each reading is looked for where it is stored, when a load asks for it
 * @param watch         where
 */
record Plan(
        int port,
        String topic,
        String commands,
        int devices,
        int firing,
        int connections,
        int qos,
        int payload,
        int watched,
        Watch watch) {

    /** Where a reading is seen to be stored. */
    enum Place {
        /** In a Redis stream for each device. */
        STREAM,
        /** Nowhere: a subscriber gets it, that is all. */
        SUBSCRIBER,
        /** It cannot be seen; only counts are known. */
        UNSEEN
    }

    /**
     * Where a reading is seen.
     *
     * @param place what kind of place it is
     * @param port  of Redis; 0 where there is none
     * @param key   of a device's stream in Redis; {@code {device}} stands for its name, as in {@code cd:{{device}}:e}
     */
    record Watch(Place place, int port, String key) {
        static final Watch NONE = new Watch(Place.UNSEEN, 0, "");
        static final Watch SUBSCRIBER = new Watch(Place.SUBSCRIBER, 0, "");

        /** A stream. */
        static Watch stream(int port, String key) {
            return new Watch(Place.STREAM, port, key);
        }

        String key(int device) {
            return key.replace("{device}", name(device));
        }
    }

    Plan {
        if (devices < 1 || firing < 0 || firing > devices || connections < 1 || watched < 0 || watched > devices) {
            throw new IllegalArgumentException("devices=" + devices + " firing=" + firing + " connections="
                    + connections + " watched=" + watched + ": devices and connections are at least 1, firing and"
                    + " watched at most as many as devices");
        }
        if (qos < 0 || qos > 2) {
            throw new IllegalArgumentException("qos=" + qos + ": allowed are 0, 1 and 2");
        }
        if (payload < Readings.LEAST_PAYLOAD) {
            throw new IllegalArgumentException(
                    "payload=" + payload + ": allowed are " + Readings.LEAST_PAYLOAD + " octets and more");
        }
    }

    /** Whether readings bring commands. */
    boolean acts() {
        return !commands.isEmpty();
    }

    static String name(int device) {
        return "device-" + device;
    }

    String topic(int device) {
        return topic.replace("{device}", name(device));
    }

    MqttQoS quality() {
        return MqttQoS.valueOf(qos);
    }
}
