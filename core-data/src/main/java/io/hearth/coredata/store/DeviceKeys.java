package io.hearth.coredata.store;

import java.util.List;
import java.util.Optional;

/**
 * The keys of one device. The braces are a Redis Cluster hash tag: all of them live on one shard. A brace or percent sign
 * in the name is percent-encoded, so that the tag is always the whole name.
 *
 * @param events stream of packed events
 * @param late   sorted set of the events that arrived after a newer one, in the order of {@link Place#lateKey}
 * @param shapes list of shape definitions; the number of one is its position, from 1
 * @param counts hash: {@link #EVENTS}, {@link #READINGS}, {@link #readingsOf} per resource and {@link #eventsOf} per source
 * @param latest hash: the newest event of each shape, as a member of the late set; field: the shape's number; for shapes
 *               without one see add.lua
 * @param open   hash: resource to the roll-ups of its newest minute and that minute's hour
 * @param rollups sorted set of the keys of closed roll-ups without {@link #prefix}, by the second in which they expire
 * @param prefix what the device's other keys begin with
 * @param notes  hash: source to how far retention has looked through its events, see entries.lua
 */
record DeviceKeys(
        String events,
        String late,
        String shapes,
        String counts,
        String latest,
        String open,
        String rollups,
        String prefix,
        String notes) {
    static final String EVENTS = "e";
    static final String READINGS = "r";
    private static final String SOURCE = "s:";

    static DeviceKeys of(String deviceName) {
        String tag = "cd:{" + deviceName.replace("%", "%25").replace("{", "%7B").replace("}", "%7D") + "}:";
        return new DeviceKeys(
                tag + "e", tag + "late", tag + "s", tag + "n", tag + "l", tag + "o", tag + "x", tag, tag + "w");
    }

    /** The field that counts the events of a source. */
    static String eventsOf(String source) {
        return SOURCE + source;
    }

    /** The source whose events a field counts; empty for other fields. */
    static Optional<String> sourceOf(String field) {
        return field.startsWith(SOURCE) ? Optional.of(field.substring(SOURCE.length())) : Optional.empty();
    }

    /** The field that counts the readings of a resource. */
    static String readingsOf(String resource) {
        return "r:" + resource;
    }

    /** A list: the names under which {@link Purge} has put things away. */
    String gone() {
        return prefix + "gone";
    }

    /** What was put away under that name; the part is {@code e}, {@code late} or {@code x}. */
    String gone(String name, String part) {
        return gone() + ":" + name + ":" + part;
    }

    /** The keys that every script gets, in its order. */
    List<String> all() {
        return List.of(events, late, shapes, counts, latest, open, rollups);
    }
}
