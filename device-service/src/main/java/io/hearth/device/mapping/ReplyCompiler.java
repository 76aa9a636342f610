package io.hearth.device.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Understands the attributes of requests and replies on a device's own topics (docs/device-commands.md): {@code replyTopic},
 * {@code correlation}, {@code replyOk}, {@code replyError}, {@code replyTimeout}, {@code requestTopic} and {@code request}.
 */
final class ReplyCompiler {
    private static final int LONGEST = 600_000;
    private static final String MQTT5 = "mqtt5";

    private final Attributes attributes;

    private ReplyCompiler(Attributes attributes) {
        this.attributes = attributes;
    }

    /** How the device replies; absent when it does not, or when something of it makes no sense, which is a problem then. */
    static Optional<ReplyRule> reply(Attributes attributes) {
        return new ReplyCompiler(attributes).reply();
    }

    /** How the device is asked; absent when it is not, or when something of it makes no sense, which is a problem then. */
    static Optional<ReadRequest> request(Attributes attributes, Optional<ReplyRule> reply, int qos) {
        return new ReplyCompiler(attributes).request(reply, qos);
    }

    private Optional<ReplyRule> reply() {
        if (!attributes.has("replyTopic")) {
            List.of("correlation", "replyOk", "replyError", "replyTimeout").stream()
                    .filter(attributes::has)
                    .forEach(name -> attributes.problem(name, "is of no use, allowed only with replyTopic"));
            return Optional.empty();
        }
        int before = attributes.problemCount();
        if (!attributes.has("commandTopic") && !attributes.has("requestTopic")) {
            attributes.problem("replyTopic", "is of no use, allowed only with commandTopic or requestTopic");
        }
        Optional<TopicTemplate> topic = attributes.parsed("replyTopic", TopicTemplate::of);
        Optional<Correlation> correlation = attributes.has("correlation")
                ? attributes.parsed("correlation", text -> correlation(text, topic))
                : topic.flatMap(this::inTopic);
        Optional<ReplyTest> ok = test("replyOk");
        Optional<ReplyTest> error = test("replyError");
        Optional<Duration> timeout =
                attributes.number("replyTimeout", 1, LONGEST).map(Duration::ofMillis);
        Codec codec = attributes.text("format").filter("cbor"::equals).isPresent()
                        || attributes.text("payload").filter("cbor"::equals).isPresent()
                ? new Codec.Cbor()
                : new Codec.Auto();
        return attributes.problemCount() > before || topic.isEmpty() || correlation.isEmpty()
                ? Optional.empty()
                : Optional.of(new ReplyRule(topic.get(), correlation.get(), codec, ok, error, timeout));
    }

    private Optional<Correlation> inTopic(TopicTemplate topic) {
        if (topic.namesCorrelation()) {
            return Optional.of(new Correlation.InTopic());
        }
        attributes.problem(
                "correlation",
                "is missing, allowed are a JSON Pointer, mqtt5, or {correlation} in replyTopic: else a late reply would "
                        + "be taken for that of the next request");
        return Optional.empty();
    }

    private static Correlation correlation(String text, Optional<TopicTemplate> topic) {
        if (text.equals(MQTT5)) {
            return new Correlation.Mqtt5();
        }
        if (text.equals("topic") && topic.map(TopicTemplate::namesCorrelation).orElse(false)) {
            return new Correlation.InTopic();
        }
        if (text.startsWith("/")) {
            return new Correlation.Field(JsonPointer.compile(text));
        }
        throw new IllegalArgumentException(
                "is not allowed, allowed are a JSON Pointer such as /requestId, mqtt5, and topic where replyTopic has "
                        + "{correlation}");
    }

    /** {@code /pointer}, {@code /pointer=word,word}, or words that are the whole reply. */
    private Optional<ReplyTest> test(String name) {
        List<String> words = attributes.list(name);
        if (words.isEmpty()) {
            return Optional.empty();
        }
        String first = words.getFirst();
        if (!first.startsWith("/")) {
            return Optional.of(new ReplyTest(new ValuePlace.Whole(), Set.copyOf(words)));
        }
        int equals = first.lastIndexOf('=');
        Set<String> wanted = words.stream().skip(1).collect(Collectors.toSet());
        if (equals >= 0) {
            wanted.add(first.substring(equals + 1));
        } else if (!wanted.isEmpty()) {
            attributes.problem(name, words + " is not allowed, allowed are /pointer, /pointer=word,word and word,word");
        }
        String pointer = equals >= 0 ? first.substring(0, equals) : first;
        return Optional.of(new ReplyTest(new ValuePlace.At(JsonPointer.compile(pointer)), Set.copyOf(wanted)));
    }

    private Optional<ReadRequest> request(Optional<ReplyRule> reply, int qos) {
        if (!attributes.has("requestTopic")) {
            if (attributes.has("request")) {
                attributes.problem("request", "is of no use, allowed only with requestTopic");
            }
            return Optional.empty();
        }
        int before = attributes.problemCount();
        Optional<TopicTemplate> topic = attributes.parsed("requestTopic", TopicTemplate::of);
        Optional<String> template = attributes.text("request");
        if (!attributes.has("replyTopic")) {
            attributes.problem("requestTopic", "needs replyTopic: nothing says where the answer comes");
        }
        if (topic.isPresent() && reply.isPresent()) {
            carried(attributes, "requestTopic", topic.get(), reply.get(), template, template.isEmpty());
        }
        return attributes.problemCount() > before || topic.isEmpty() || reply.isEmpty()
                ? Optional.empty()
                : Optional.of(new ReadRequest(topic.get(), template, qos, reply.get()));
    }

    /**
     * Whether the device gets to know the correlation, which is a problem if not.
     *
     * @param object whether the payload is an object into which it can be put
     */
    static boolean carried(
            Attributes attributes,
            String name,
            TopicTemplate topic,
            ReplyRule reply,
            Optional<String> template,
            boolean object) {
        int before = attributes.problemCount();
        if (topic.filter().equals(reply.topic().filter())) {
            attributes.problem("replyTopic", "is that of the request too: our own voice would be taken for the reply");
        }
        boolean said = topic.namesCorrelation()
                || template.map(text -> text.contains("{correlation}") || text.contains("{id}"))
                        .orElse(false);
        boolean carried =
                switch (reply.correlation()) {
                    case Correlation.Mqtt5 mqtt5 -> true;
                    case Correlation.Field field -> object || said;
                    case Correlation.InTopic level -> said;
                };
        if (!carried) {
            attributes.problem(
                    name,
                    "does not tell the device the correlation: allowed are {correlation} in it or in the message's template, "
                            + "a JSON or CBOR object with correlation: <pointer>, or mqtt5");
        }
        return attributes.problemCount() == before;
    }
}
