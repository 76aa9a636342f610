package io.hearth.device.mapping;

import io.hearth.contracts.value.ValueType;
import java.util.Optional;

/** Where a resource's readings come from and how they are found there; what makes no sense is a problem, and then comes nothing. */
record InboundTopic(Optional<TopicTemplate> topic, Inbound inbound) {
    static final InboundTopic NONE = new InboundTopic(Optional.empty(), Inbound.PLAIN);

    static InboundTopic of(Attributes attributes, String resource, ValueType type) {
        Optional<TopicTemplate> topic = attributes.parsed("topic", TopicTemplate::incoming);
        Optional<Inbound> inbound = InboundCompiler.compile(attributes, resource, type, topic);
        boolean twice = topic.isPresent()
                && topic.get().namesDevice()
                && inbound.isPresent()
                && inbound.get().split().device().isPresent();
        if (twice) {
            attributes.problem("device", "names the device as {device} in '" + topic.get() + "' does: allowed is one");
        }
        return inbound.isEmpty() || twice ? NONE : new InboundTopic(topic, inbound.get());
    }
}
