package io.hearth.coredata.store;

import java.util.List;

/**
 * The keys of one device. The braces are a Redis Cluster hash tag: all of them live on one shard. A brace or percent sign
 * in the name is percent-encoded, so that the tag is always the whole name.
 *
 * @param events stream of packed events
 * @param late   sorted set of the events that arrived after a newer one, in the order of {@link Place#lateKey}
 * @param shapes list of shape definitions; the number of one is its position, from 1
 * @param counts hash: {@link #EVENTS}, {@link #READINGS}, and {@link #readingsOf} per resource
 */
record DeviceKeys(String events, String late, String shapes, String counts) {
    static final String EVENTS = "e";
    static final String READINGS = "r";

    static DeviceKeys of(String deviceName) {
        String tag = "cd:{" + deviceName.replace("%", "%25").replace("{", "%7B").replace("}", "%7D") + "}:";
        return new DeviceKeys(tag + "e", tag + "late", tag + "s", tag + "n");
    }

    /** The field that counts the readings of a resource. */
    static String readingsOf(String resource) {
        return "r:" + resource;
    }

    List<String> all() {
        return List.of(events, late, shapes, counts);
    }
}
