package io.hearth.coredata.store;

import io.hearth.runtime.redis.RedisBatch;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the statistics per minute and hour that add.lua keeps with the events; the formats are written there. */
@ApplicationScoped
public class Rollups {
    private static final int A_BUCKET = 128;
    private static final int ONE_VALUE = 12;
    private static final int EQUAL_VALUES = 16;
    private static final int MINUTES_AN_HOUR = 60;
    private static final int BUCKETS_TOGETHER = 100;

    private final RedisBatch redis;

    Rollups(RedisBatch redis) {
        this.redis = redis;
    }

    /** How fine statistics are. */
    public enum Level {
        MINUTE("m", 60_000),
        HOUR("h", 3_600_000);

        private final String name;
        private final long millis;

        Level(String name, long millis) {
            this.name = name;
            this.millis = millis;
        }

        /** How long one unit is, in ms. */
        public long millis() {
            return millis;
        }
    }

    /** The open minute of a resource and its hour. */
    private record Open(long minute, Statistics ofMinute, Statistics ofHour) {
        static Open parse(byte[] text) {
            ByteBuffer in = ByteBuffer.wrap(text).order(ByteOrder.LITTLE_ENDIAN);
            long minute = Integer.toUnsignedLong(in.getInt());
            long count = Integer.toUnsignedLong(in.getInt());
            double sum = in.getDouble();
            double least = in.getDouble();
            double greatest = in.getDouble();
            double last = in.getDouble();
            long at = (long) in.getDouble();
            Statistics ofMinute = new Statistics(minute * Level.MINUTE.millis, count, sum, least, greatest, last, at);
            Statistics ofHour = new Statistics(
                    minute / MINUTES_AN_HOUR * Level.HOUR.millis,
                    Integer.toUnsignedLong(in.getInt()),
                    in.getDouble(),
                    in.getDouble(),
                    in.getDouble(),
                    last,
                    at);
            return new Open(minute, ofMinute, ofHour);
        }

        Statistics of(Level level) {
            return level == Level.MINUTE ? ofMinute : ofHour;
        }
    }

    /**
     * The statistics of a device's resource, oldest first; minutes and hours without readings are not there.
     *
     * @param from Unix ms: the unit that holds it is the first
     * @param to   Unix ms, not included
     */
    public List<Statistics> read(String device, String resource, Level level, long from, long to) {
        DeviceKeys keys = DeviceKeys.of(device);
        // Before the closed ones: a minute that is closed in between is then there twice, and the closed one is newer.
        Optional<Open> open = open(keys, resource);
        if (open.isEmpty() || to <= from) {
            return List.of();
        }
        TreeMap<Long, Statistics> found = new TreeMap<>();
        Statistics newest = open.get().of(level);
        found.put(newest.start(), newest);
        long first = Math.floorDiv(from, level.millis);
        // Closed units are older than the open one.
        long last = Math.min(Math.floorDiv(to - 1, level.millis), newest.start() / level.millis);
        for (long bucket = first / A_BUCKET; bucket <= last / A_BUCKET; bucket += BUCKETS_TOGETHER) {
            long until = Math.min(last / A_BUCKET, bucket + BUCKETS_TOGETHER - 1);
            read(keys, resource, level, bucket, until).forEach(unit -> found.put(unit.start(), unit));
        }
        return List.copyOf(found.subMap(first * level.millis, true, to, false).values());
    }

    private Optional<Open> open(DeviceKeys keys, String resource) {
        return Optional.ofNullable(redis.sendRepeatable(
                        Request.cmd(Command.HGET).arg(keys.open()).arg(resource)))
                .map(text -> Open.parse(text.toBytes()));
    }

    private List<Statistics> read(DeviceKeys keys, String resource, Level level, long first, long last) {
        List<Request> requests = new ArrayList<>();
        for (long bucket = first; bucket <= last; bucket++) {
            requests.add(Request.cmd(Command.HGETALL).arg(keys.prefix() + level.name + ":" + bucket + ":" + resource));
        }
        List<Response> replies = redis.sendRepeatable(requests);
        List<Statistics> units = new ArrayList<>();
        for (int i = 0; i < replies.size(); i++) {
            Response fields = replies.get(i);
            for (String field : fields.getKeys()) {
                long number = (first + i) * A_BUCKET + Long.parseLong(field);
                units.add(closed(fields.get(field).toBytes(), number * level.millis));
            }
        }
        return units;
    }

    private static Statistics closed(byte[] text, long start) {
        ByteBuffer in = ByteBuffer.wrap(text).order(ByteOrder.LITTLE_ENDIAN);
        if (text.length == ONE_VALUE) {
            double value = in.getDouble();
            return new Statistics(start, 1, value, value, value, value, start + in.getInt());
        }
        long count = Integer.toUnsignedLong(in.getInt());
        if (text.length == EQUAL_VALUES) {
            double value = in.getDouble();
            return new Statistics(start, count, count * value, value, value, value, start + in.getInt());
        }
        return new Statistics(
                start, count, in.getDouble(), in.getDouble(), in.getDouble(), in.getDouble(), start + in.getInt());
    }
}
