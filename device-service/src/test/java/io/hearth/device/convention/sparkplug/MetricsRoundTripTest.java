package io.hearth.device.convention.sparkplug;

import static io.hearth.device.convention.sparkplug.PlayedNode.data;
import static io.hearth.device.convention.sparkplug.PlayedNode.metric;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.device.mapping.MappedResource;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import org.eclipse.tahu.message.SparkplugBPayloadDecoder;
import org.eclipse.tahu.message.model.DataSet;
import org.eclipse.tahu.message.model.DataSetDataType;
import org.eclipse.tahu.message.model.File;
import org.eclipse.tahu.message.model.Metric;
import org.eclipse.tahu.message.model.MetricDataType;
import org.eclipse.tahu.message.model.Row;
import org.eclipse.tahu.message.model.Template;
import org.eclipse.tahu.message.model.Value;
import org.eclipse.tahu.model.MetricDataTypeMap;
import org.junit.jupiter.api.Test;

/** Tahu's metrics as readings, and readings as Tahu's metrics. */
class MetricsRoundTripTest {
    @Provide
    Arbitrary<Tuple2<MetricDataType, Object>> values() {
        return Arbitraries.oneOf(
                of(MetricDataType.Int8, Arbitraries.bytes()),
                of(MetricDataType.Int16, Arbitraries.shorts()),
                of(MetricDataType.Int32, Arbitraries.integers()),
                of(MetricDataType.Int64, Arbitraries.longs()),
                of(MetricDataType.UInt8, Arbitraries.shorts().between((short) 0, (short) 255)),
                of(MetricDataType.UInt16, Arbitraries.integers().between(0, 65_535)),
                of(MetricDataType.UInt32, Arbitraries.longs().between(0, 4_294_967_295L)),
                of(
                        MetricDataType.UInt64,
                        Arbitraries.bigIntegers()
                                .between(BigInteger.ZERO, BigInteger.TWO.pow(64).subtract(BigInteger.ONE))),
                of(MetricDataType.Float, Arbitraries.floats()),
                of(MetricDataType.Double, Arbitraries.doubles()),
                of(MetricDataType.Boolean, Arbitraries.of(true, false)),
                of(MetricDataType.String, texts()),
                of(MetricDataType.Text, texts()),
                of(MetricDataType.UUID, Arbitraries.longs().map(l -> new UUID(l, ~l).toString())),
                of(
                        MetricDataType.DateTime,
                        Arbitraries.longs().between(0, 1L << 45).map(Date::new)),
                of(
                        MetricDataType.Bytes,
                        Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(50)),
                of(
                        MetricDataType.Int16Array,
                        Arbitraries.shorts().array(Short[].class).ofMinSize(1)),
                of(
                        MetricDataType.UInt64Array,
                        Arbitraries.bigIntegers()
                                .between(BigInteger.ZERO, BigInteger.TWO.pow(64).subtract(BigInteger.ONE))
                                .array(BigInteger[].class)
                                .ofMinSize(1)),
                of(
                        MetricDataType.BooleanArray,
                        Arbitraries.of(true, false).array(Boolean[].class).ofMinSize(1)),
                of(
                        MetricDataType.StringArray,
                        Arbitraries.strings()
                                .alpha()
                                .ofMinLength(1)
                                .array(String[].class)
                                .ofMinSize(1)));
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.strings()
                .excludeChars('\ud800')
                .filter(text -> text.equals(new String(
                        text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        java.nio.charset.StandardCharsets.UTF_8)));
    }

    private static Arbitrary<Tuple2<MetricDataType, Object>> of(MetricDataType type, Arbitrary<?> values) {
        return values.map(value -> Tuple.of(type, (Object) value));
    }

    private static Reading read(Metric... metrics) {
        PlayedNode node = new PlayedNode();
        PlayedHost host = new PlayedHost();
        host.hears(node.nodeBirth(), node.birth("d", metrics));
        assertThat(host.letters).isEmpty();
        return host.events.getLast().readings().getFirst();
    }

    @Property(tries = 400)
    void whatever_a_metric_is_the_reading_says_it_and_a_command_gives_it_back(
            @ForAll("values") Tuple2<MetricDataType, Object> given) throws Exception {
        PlayedNode node = new PlayedNode();
        PlayedHost host = new PlayedHost();
        host.hears(
                node.nodeBirth(),
                node.birth("d", metric("a/b c", 5L, given.get1(), null)),
                node.data("d", data(5, given.get1(), given.get2())));
        assertThat(host.letters).isEmpty();
        Reading reading = host.events.getLast().readings().getFirst();
        String text =
                switch (reading.value()) {
                    case ReadingValue.Simple simple -> simple.text();
                    case ReadingValue.Binary binary -> Base64.getEncoder().encodeToString(binary.bytes());
                    case ReadingValue.ObjectValue object -> throw new AssertionError(object);
                    case ReadingValue.NullValue none -> throw new AssertionError("null");
                };
        MappedResource resource = host.index()
                .device("d")
                .orElseThrow()
                .profile()
                .orElseThrow()
                .resources()
                .get(reading.resourceName());

        byte[] command = SparkplugCommand.of(List.of(new SparkplugCommand.Value(resource, text)), 1);

        Metric told = new SparkplugBPayloadDecoder()
                .buildFromByteArray(command, new MetricDataTypeMap())
                .getMetrics()
                .getFirst();
        assertThat(told.getAlias()).isEqualTo(5);
        assertThat(told.hasName()).isFalse();
        assertThat(told.getDataType()).isEqualTo(given.get1());
        assertThat(told.getValue()).isEqualTo(given.get2());
    }

    @Test
    void what_has_no_aliases_is_told_by_its_name() throws Exception {
        PlayedNode node = new PlayedNode();
        PlayedHost host = new PlayedHost();
        host.hears(node.nodeBirth(metric("Rate", null, MetricDataType.UInt32, 4_000_000_000L)));
        assertThat(host.told()).endsWith("n: Node-Control-Rebirth=false, Rate=4000000000");
        MappedResource rate = host.index()
                .device("n")
                .orElseThrow()
                .profile()
                .orElseThrow()
                .resources()
                .get("Rate");

        byte[] command = SparkplugCommand.of(List.of(new SparkplugCommand.Value(rate, "7")), 1);

        assertThat(new SparkplugBPayloadDecoder()
                        .buildFromByteArray(command, new MetricDataTypeMap())
                        .getMetrics())
                .extracting(Metric::getName, Metric::getValue)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("Rate", 7L));
    }

    @Test
    void files_are_binary_and_tables_and_templates_objects() throws Exception {
        assertThat(read(metric("f", 1L, MetricDataType.File, new File("x.bin", new byte[] {1, 2, 3})))
                        .value())
                .isEqualTo(new ReadingValue.Binary(new byte[] {1, 2, 3}, "application/octet-stream"));

        DataSet table = new DataSet.DataSetBuilder(2)
                .addColumnNames(List.of("at", "ok"))
                .addTypes(List.of(DataSetDataType.Int32, DataSetDataType.Boolean))
                .addRow(new Row.RowBuilder()
                        .addValue(new Value<>(DataSetDataType.Int32, -1))
                        .addValue(new Value<>(DataSetDataType.Boolean, true))
                        .createRow())
                .createDataSet();
        assertThat(json(read(metric("t", 1L, MetricDataType.DataSet, table))))
                .isEqualTo(Json.mapper().readTree("{\"columns\":[\"at\",\"ok\"],\"rows\":[[-1,true]]}"));

        Template template = new Template.TemplateBuilder()
                .templateRef("motor")
                .definition(false)
                .addMetric(metric("rpm", null, MetricDataType.Int32, -5))
                .addMetric(metric("on", null, MetricDataType.Boolean, true))
                .createTemplate();
        assertThat(json(read(metric("m", 1L, MetricDataType.Template, template))))
                .isEqualTo(Json.mapper().readTree("{\"rpm\":-5,\"on\":true}"));
    }

    private static JsonNode json(Reading reading) throws Exception {
        Object value = ((ReadingValue.ObjectValue) reading.value()).value();
        return Json.mapper().readTree(Json.mapper().writeValueAsString((Map<?, ?>) value));
    }
}
