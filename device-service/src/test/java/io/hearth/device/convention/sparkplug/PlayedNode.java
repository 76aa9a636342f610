package io.hearth.device.convention.sparkplug;

import io.hearth.device.intake.DeviceMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Date;
import java.util.List;
import java.util.OptionalLong;
import org.eclipse.tahu.SparkplugInvalidTypeException;
import org.eclipse.tahu.message.SparkplugBPayloadEncoder;
import org.eclipse.tahu.message.model.Metric;
import org.eclipse.tahu.message.model.Metric.MetricBuilder;
import org.eclipse.tahu.message.model.MetricDataType;
import org.eclipse.tahu.message.model.SparkplugBPayload;

/** What an edge node {@code n} of the group {@code g} says, in Tahu's words. */
final class PlayedNode {
    /** 2026-01-02T03:04:05Z, Unix ms. */
    static final long NOW = 1_767_323_045_000L;

    private long seq = -1;
    private long bdSeq;

    static Metric metric(String name, Long alias, MetricDataType type, Object value) {
        return metric(name, alias, type, value, NOW);
    }

    static Metric metric(String name, Long alias, MetricDataType type, Object value, long at) {
        try {
            return new MetricBuilder(name, type, value)
                    .alias(alias)
                    .timestamp(new Date(at))
                    .createMetric();
        } catch (SparkplugInvalidTypeException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** With the alias alone, as data has it. */
    static Metric data(long alias, MetricDataType type, Object value) {
        return metric(null, alias, type, value);
    }

    static DeviceMessage message(String topic, byte[] payload) {
        return new DeviceMessage(topic, payload, 0, false, OptionalLong.empty(), () -> {});
    }

    private static byte[] octets(Long seq, List<Metric> metrics) {
        try {
            SparkplugBPayload payload = new SparkplugBPayload(new Date(NOW), metrics, seq, null, null);
            return new SparkplugBPayloadEncoder().getBytes(payload, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DeviceMessage said(String topic, List<Metric> metrics) {
        seq = (seq + 1) % 256;
        return message(topic, octets(seq, metrics));
    }

    PlayedNode reconnects() {
        bdSeq++;
        return this;
    }

    /** Something that it said gets lost. */
    PlayedNode loses() {
        seq = (seq + 1) % 256;
        return this;
    }

    DeviceMessage nodeBirth(Metric... metrics) {
        seq = -1;
        List<Metric> all = new java.util.ArrayList<>(List.of(metric("bdSeq", null, MetricDataType.Int64, bdSeq)));
        all.add(metric("Node Control/Rebirth", null, MetricDataType.Boolean, false));
        all.addAll(List.of(metrics));
        return said("spBv1.0/g/NBIRTH/n", all);
    }

    DeviceMessage nodeDeath(long ofBirth) {
        return message(
                "spBv1.0/g/NDEATH/n", octets(null, List.of(metric("bdSeq", null, MetricDataType.Int64, ofBirth))));
    }

    DeviceMessage nodeDeath() {
        return nodeDeath(bdSeq);
    }

    DeviceMessage nodeData(Metric... metrics) {
        return said("spBv1.0/g/NDATA/n", List.of(metrics));
    }

    DeviceMessage birth(String device, Metric... metrics) {
        return said("spBv1.0/g/DBIRTH/n/" + device, List.of(metrics));
    }

    DeviceMessage death(String device) {
        return said("spBv1.0/g/DDEATH/n/" + device, List.of());
    }

    DeviceMessage data(String device, Metric... metrics) {
        return said("spBv1.0/g/DDATA/n/" + device, List.of(metrics));
    }
}
