package io.hearth.device.mapping;

import io.hearth.contracts.metadata.DeviceResource;
import io.hearth.contracts.metadata.ReadWrite;
import io.hearth.contracts.metadata.ResourceProperties;
import io.hearth.contracts.value.ValueType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Understands one resource: {@code topic} and {@code pointer} say where its readings come from; {@code commandTopic},
 * {@code key}, {@code payload}, {@code template}, {@code qos}, {@code retain} and {@code required} how it is written;
 * {@code replyTopic} and {@code requestTopic} how the device replies and is asked.
 */
final class ResourceCompiler {
    private static final int AT_LEAST_ONCE = 1;
    private static final int LONGEST_CONFIRMATION = 600_000;
    private static final Map<String, WriteForm.Kind> PAYLOADS = Map.of(
            "json", WriteForm.Kind.JSON,
            "cbor", WriteForm.Kind.CBOR,
            "scalar", WriteForm.Kind.SCALAR,
            "bytes", WriteForm.Kind.BYTES,
            "sparkplug", WriteForm.Kind.SPARKPLUG);

    private final String profile;
    private final DeviceResource resource;
    private final ResourceProperties properties;
    private final Attributes attributes;
    private final List<Problem> problems;

    private ResourceCompiler(String profile, DeviceResource resource, List<Problem> problems) {
        this.profile = profile;
        this.resource = resource;
        this.properties = resource.properties();
        this.attributes = new Attributes(profile, resource.name(), resource.attributes(), "attributes.", problems);
        this.problems = problems;
    }

    /** Empty when the resource cannot be used at all. */
    static Optional<MappedResource> compile(String profile, DeviceResource resource, List<Problem> problems) {
        return new ResourceCompiler(profile, resource, problems).mapped();
    }

    private Optional<MappedResource> mapped() {
        Optional<ValueType> type = properties.type();
        if (type.isEmpty()) {
            problem("valueType", "'" + properties.valueType() + "' is not a value type of EdgeX");
            return Optional.empty();
        }
        boolean canRead = ReadWrite.canRead(properties.readWrite());
        boolean canWrite = ReadWrite.canWrite(properties.readWrite());
        Optional<ReplyRule> reply = ReplyCompiler.reply(attributes);
        InboundTopic inbound = canRead ? InboundTopic.of(attributes, resource.name(), type.get()) : InboundTopic.NONE;
        return Optional.of(new MappedResource(
                resource.name(),
                type.get(),
                canRead,
                canWrite,
                properties.units(),
                properties.mediaType(),
                resource.tags(),
                optional(properties.minimum()),
                optional(properties.maximum()),
                properties.defaultValue(),
                inbound.topic(),
                inbound.inbound(),
                resource.attributes(),
                canWrite ? write(reply) : Optional.empty(),
                canRead ? request(reply) : Optional.empty()));
    }

    private Optional<ReadRequest> request(Optional<ReplyRule> reply) {
        int qos =
                attributes.has("requestTopic") ? attributes.number("qos", 0, 2).orElse(AT_LEAST_ONCE) : AT_LEAST_ONCE;
        return ReplyCompiler.request(attributes, reply, qos);
    }

    private Optional<WriteBinding> write(Optional<ReplyRule> reply) {
        Optional<TopicTemplate> topic = attributes.parsed("commandTopic", TopicTemplate::of);
        Optional<Integer> qos = attributes.number("qos", 0, 2);
        Optional<Boolean> retain = attributes.flag("retain");
        Optional<Boolean> required = attributes.flag("required");
        Optional<WriteForm.Kind> payload = attributes.among("payload", PAYLOADS);
        Optional<String> text = attributes.text("template");
        String key = attributes.text("key").orElse(resource.name());
        Optional<Duration> within =
                attributes.number("confirmWithin", 1, LONGEST_CONFIRMATION).map(Duration::ofMillis);
        if (qos.isEmpty() && attributes.has("qos") || payload.isEmpty() && attributes.has("payload")) {
            // Sending a command with another certainty or in another form than was asked for would pass unnoticed.
            return Optional.empty();
        }
        WriteForm form =
                new WriteForm(payload.orElse(key.isEmpty() ? WriteForm.Kind.SCALAR : WriteForm.Kind.JSON), text);
        if (topic.isPresent() && attributes.has("replyTopic") && !hears(topic.get(), reply, form, key)) {
            // A command that waits for no reply where one was asked for would pass unnoticed too.
            return Optional.empty();
        }
        return topic.map(template -> new WriteBinding(
                template,
                key,
                form,
                qos.orElse(AT_LEAST_ONCE),
                retain.orElse(false),
                required.orElse(true),
                attributes.text("confirm").map(proof -> new Confirm(proof, within)),
                reply));
    }

    private boolean hears(TopicTemplate topic, Optional<ReplyRule> reply, WriteForm form, String key) {
        boolean object = !form.alone() && !key.isEmpty();
        return reply.isPresent()
                && ReplyCompiler.carried(attributes, "commandTopic", topic, reply.get(), form.template(), object);
    }

    private void problem(String field, String text) {
        problems.add(new Problem(profile, resource.name(), "properties." + field, text));
    }

    private static OptionalDouble optional(Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
