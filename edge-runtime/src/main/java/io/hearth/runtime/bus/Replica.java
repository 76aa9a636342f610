package io.hearth.runtime.bus;

import io.hearth.contracts.bus.Topics;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * How one replica of a service takes part in a channel. A broker throws out the connection that has a client id when another
 * comes with the same: two replicas with one id do so to each other for ever, and neither hears what it should.
 *
 * @param clientId of this replica's session
 * @param filter   what it subscribes to; a shared subscription (MQTT 5, 4.8.2; brokers have it for 3.1.1 too) when the
 *     replicas divide the messages among themselves
 */
record Replica(String clientId, String filter) {
    /**
     * As the channel's attributes say.
     *
     * @param instance the replica's name; empty when the service has no replicas, which then is as if there were none
     * @param topics   how names in braces are written in the filter
     * @throws IllegalArgumentException when an attribute is none of those allowed
     */
    static Replica of(Config channel, Optional<String> instance, Topics topics) {
        String clientId = channel.getValue("client-id", String.class);
        String filter = topics.filter(channel.getValue("topic", String.class));
        String replicas = channel.getOptionalValue("replicas", String.class).orElse("one");
        String suffix = instance.map(name -> "-" + name).orElse("");
        return switch (replicas) {
            case "one" -> new Replica(clientId, filter);
            case "each" -> new Replica(clientId + suffix, filter);
            case "share" ->
                new Replica(
                        clientId + suffix,
                        suffix.isEmpty() ? filter : "$share/" + channel.getValue("group", String.class) + "/" + filter);
            default ->
                throw new IllegalArgumentException("channel "
                        + channel.getValue("channel-name", String.class) + ": replicas is '" + replicas
                        + "', allowed is one, each or share");
        };
    }
}
