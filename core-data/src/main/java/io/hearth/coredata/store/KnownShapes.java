package io.hearth.coredata.store;

import io.hearth.coredata.DataConfig;
import io.vertx.mutiny.redis.client.Response;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Shapes that were parsed before, found by their whole definition: what Redis says is compared with, never assumed, so there
 * is nothing that could be out of date. Devices of a profile share them.
 */
final class KnownShapes {
    private final Map<Definition, StoredShape> known = new ConcurrentHashMap<>();
    private final int most;
    private final int mostOctets;

    /**
     * @param most       how many are remembered; past it all are forgotten and found anew
     * @param mostOctets the largest definition that is remembered
     */
    KnownShapes(int most, int mostOctets) {
        this.most = most;
        this.mostOctets = mostOctets;
    }

    /** With the bounds that are set. */
    static KnownShapes of(DataConfig config) {
        return new KnownShapes(config.query().knownShapes(), config.store().shapeOctets());
    }

    private record Definition(byte[] octets) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Definition(byte[] others) && Arrays.equals(octets, others);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(octets);
        }
    }

    /** A device's list of definitions, each under its number. */
    Map<Long, StoredShape> byNumber(Response definitions) {
        Map<Long, StoredShape> shapes = HashMap.newHashMap(definitions.size());
        for (Response definition : definitions) {
            shapes.put(shapes.size() + 1L, of(definition.toBytes()));
        }
        return shapes;
    }

    StoredShape of(byte[] definition) {
        if (definition.length > mostOctets) {
            return StoredShape.of(Shape.parse(definition));
        }
        Definition key = new Definition(definition);
        StoredShape shape = known.get(key);
        if (shape == null) {
            shape = StoredShape.of(Shape.parse(definition));
            if (known.size() >= most) {
                known.clear();
            }
            known.put(key, shape);
        }
        return shape;
    }
}
