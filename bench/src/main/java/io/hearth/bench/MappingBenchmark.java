package io.hearth.bench;

import io.hearth.contracts.codec.Yaml;
import io.hearth.contracts.metadata.AdminState;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.OperatingState;
import io.hearth.device.mapping.MappingIndex;
import io.hearth.device.mapping.MappingRules;
import io.hearth.device.mapping.Match;
import io.hearth.device.mapping.ProfileCompiler;
import io.hearth.device.mapping.ReadBinding;
import io.hearth.device.reading.Decoded;
import io.hearth.device.reading.PayloadDecoder;
import io.hearth.device.reading.PayloadLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A device's payload decoded by each format, beside a bare scalar. */
@State(Scope.Thread)
public class MappingBenchmark {
    private static final String JSON = "{\"current\":22.5,\"heating\":true,\"serial\":18446744073709551615}";
    private static final long ARRIVAL = 1_795_000_000_123_456_789L;

    private final PayloadDecoder decoder = new PayloadDecoder(new PayloadLimits(262_144, 100));
    private Way scalar;
    private Way json;
    private Way threeOfJson;
    private Way jsonTimed;
    private Way jsonata;
    private Way cbor;
    private Way csv;
    private Way bytes;
    private Way text;

    /** What a message is decoded with. */
    private record Way(List<ReadBinding> bindings, byte[] payload) {}

    /** A profile for each. */
    @Setup
    public void profiles() throws IOException {
        byte[] object = utf8(JSON);
        scalar = way("22.5", "format: scalar");
        json = way(object, "pointer: /current");
        threeOfJson = new Way(
                bindings(List.of("Float64 pointer: /current", "Bool pointer: /heating", "Uint64 pointer: /serial")),
                object);
        jsonTimed = way(
                utf8("{\"current\":22.5,\"at\":1795000000000}"), "pointer: /current, time: /at, timeFormat: unix-ms");
        jsonata = way(object, "jsonata: \"current * 2 + 1\"");
        cbor = way(
                HexFormat.of().parseHex("a26763757272656e74fb40368000000000006768656174696e67f5"),
                "format: cbor, pointer: /current");
        csv = way("22.5,true,7", "format: csv, column: 0");
        bytes = way(HexFormat.of().parseHex("0041b40000"), "format: bytes, offset: 1, rawType: Float32");
        text = way("ST,GS, net  22.50 kg", "format: text, regex: 'net *([-0-9.]+) *kg'");
    }

    private static Way way(String payload, String attributes) throws IOException {
        return way(utf8(payload), attributes);
    }

    private static Way way(byte[] payload, String attributes) throws IOException {
        return new Way(bindings(List.of("Float64 " + attributes)), payload);
    }

    private static List<ReadBinding> bindings(List<String> resources) throws IOException {
        StringBuilder yaml = new StringBuilder("name: p\ndeviceResources:\n");
        for (String resource : resources) {
            String[] parts = resource.split(" ", 2);
            yaml.append("  - name: r").append(yaml.length());
            yaml.append("\n    attributes: { topic: \"t/{device}\", ")
                    .append(parts[1])
                    .append(" }\n");
            yaml.append("    properties: { readWrite: R, valueType: ")
                    .append(parts[0])
                    .append(" }\n");
        }
        DeviceProfile profile = Yaml.read(utf8(yaml.toString()), DeviceProfile.class);
        Device device = new Device(
                null,
                null,
                "",
                "d",
                "",
                "",
                AdminState.UNLOCKED,
                OperatingState.UP,
                List.of(),
                null,
                "device-mqtt",
                "p",
                List.of(),
                Map.of("mqtt", Map.of()),
                Map.of(),
                Map.of());
        MappingIndex index = MappingIndex.of(
                List.of(device),
                Map.of("p", ProfileCompiler.compile(profile)),
                new MappingRules(Optional.empty(), "edgex"));
        return ((Match.Bound) index.find("t/d")).targets().getFirst().bindings();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Decoded decode(Way way) {
        return decoder.decode(way.bindings(), decoder.payload(way.payload()), Map.of(), ARRIVAL);
    }

    /** What the others compare with. */
    @Benchmark
    public Decoded scalar() {
        return decode(scalar);
    }

    /** One value of an object of three. */
    @Benchmark
    public Decoded json() {
        return decode(json);
    }

    /** All three. */
    @Benchmark
    public Decoded jsonThree() {
        return decode(threeOfJson);
    }

    /** A value and its time. */
    @Benchmark
    public Decoded jsonTimed() {
        return decode(jsonTimed);
    }

    /** An expression. */
    @Benchmark
    public Decoded jsonata() {
        return decode(jsonata);
    }

    /** One value of a map of two. */
    @Benchmark
    public Decoded cbor() {
        return decode(cbor);
    }

    /** One cell of three. */
    @Benchmark
    public Decoded csv() {
        return decode(csv);
    }

    /** Four octets of five. */
    @Benchmark
    public Decoded bytes() {
        return decode(bytes);
    }

    /** A group of a pattern. */
    @Benchmark
    public Decoded text() {
        return decode(text);
    }
}
