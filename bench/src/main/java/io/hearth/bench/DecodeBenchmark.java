package io.hearth.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.event.AddEventRequest;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.EventId;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.value.ValueType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * An event of three readings from the bus: decoded in one pass, as every consumer does it, beside reading the same bytes into
 * a tree first.
 */
@State(Scope.Thread)
public class DecodeBenchmark {
    private byte[] message;

    /** An event as our device service publishes it. */
    @Setup
    public void event() {
        long origin = 1_795_000_000_123_456_789L;
        List<Reading> readings = List.of(
                Reading.simple(origin, "boiler-17", "boiler", "current", ValueType.FLOAT64, "22.5"),
                Reading.simple(origin, "boiler-17", "boiler", "heating", ValueType.BOOL, "true"),
                Reading.simple(origin, "boiler-17", "boiler", "pressure", ValueType.INT32, "1013"));
        String id = EventId.of("boiler-17", origin).toString();
        Event event = new Event(ApiVersion.V3, id, "boiler-17", "boiler", "status", origin, readings, Map.of());
        message = EnvelopeCodec.encode(Envelope.event(AddEventRequest.of(event)));
    }

    /** Ours. */
    @Benchmark
    public Envelope<AddEventRequest> streamed() {
        return EnvelopeCodec.decode(message, AddEventRequest.class);
    }

    /** What it compares with. */
    @Benchmark
    public AddEventRequest throughATree() throws IOException {
        JsonNode tree = Json.mapper().readTree(message);
        return Json.mapper().treeToValue(tree.get("payload"), AddEventRequest.class);
    }
}
