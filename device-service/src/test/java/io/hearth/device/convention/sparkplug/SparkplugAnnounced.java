package io.hearth.device.convention.sparkplug;

import io.hearth.contracts.event.DeadLetter;
import io.hearth.contracts.metadata.DeviceResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Nodes and devices that are born, without a broker and core-metadata. */
public final class SparkplugAnnounced {
    private final PlayedHost host = new PlayedHost();

    /**
     * What came of a message.
     *
     * @param born    the resources of who was born with it
     * @param device  its name
     * @param events  as {@code device: resource=value, ...}
     * @param letters what was put aside
     */
    public record Told(
            Optional<List<DeviceResource>> born, String device, List<String> events, List<DeadLetter> letters) {}

    public static boolean isOf(String topic) {
        return SparkplugTopic.of(topic).isPresent();
    }

    public Told take(String topic, byte[] payload) {
        int events = host.events.size();
        int letters = host.letters.size();
        host.hears(PlayedNode.message(topic, payload));
        SparkplugTopic place = SparkplugTopic.of(topic).orElseThrow();
        SparkplugTopic.Owner owner = place.owner();
        boolean born = place.type().name().endsWith("BIRTH");
        return new Told(
                born ? Optional.of(host.profiles.get(owner).deviceResources()) : Optional.empty(),
                owner.device().isEmpty() ? owner.node() : owner.device(),
                new ArrayList<>(host.told().subList(events, host.events.size())),
                List.copyOf(host.letters.subList(letters, host.letters.size())));
    }
}
