package io.hearth.device.reading;

import io.hearth.device.mapping.Codec;
import io.hearth.device.mapping.ReadBinding;
import io.hearth.device.mapping.Split;
import io.hearth.device.mapping.ValuePlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Turns payloads into values. Bad input is an answer, not an exception. */
public final class PayloadDecoder {
    /** Values that are told of in one rejection; a message may have thousands. */
    private static final int TOLD = 5;

    private final PayloadLimits limits;
    private final Codecs codecs;
    private final BindingReader reader;

    /** A decoder with these limits. */
    public PayloadDecoder(PayloadLimits limits) {
        this(DecodingRules.of(limits), oddity -> {});
    }

    /**
     * A decoder.
     *
     * @param rules    its bounds
     * @param oddities told of what is only counted
     */
    public PayloadDecoder(DecodingRules rules, Consumer<Oddity> oddities) {
        this.limits = rules.limits();
        this.codecs = new Codecs(rules);
        this.reader = new BindingReader(codecs, oddities);
    }

    /** The payload, of which nothing is read yet. */
    public Payload payload(byte[] bytes) {
        return new Payload(bytes, codecs);
    }

    /** The values that a payload has for these resources, of a message that arrived at 0 and has nothing in its topic. */
    public Decoded decode(List<ReadBinding> bindings, byte[] bytes) {
        return decode(bindings, payload(bytes), Map.of(), 0);
    }

    /**
     * The values that a message has for these resources. A value that is not there is left out, and is nothing wrong.
     *
     * @param captures what the topic names
     * @param arrival  when the message came, Unix ns
     */
    public Decoded decode(List<ReadBinding> bindings, Payload payload, Map<String, String> captures, long arrival) {
        Optional<Rejection> refused = refusal(payload);
        return refused.isPresent()
                ? new Decoded.Rejected(refused.get())
                : decodePart(bindings, payload, captures, arrival);
    }

    /**
     * The values that a part has for these resources.
     *
     * @param part a part of a message, or a message that is one
     */
    public Decoded decodePart(List<ReadBinding> bindings, Part part, Map<String, String> captures, long arrival) {
        List<Decoded.Value> found = new ArrayList<>(bindings.size());
        List<Rejection> wrong = new ArrayList<>(0);
        boolean missing = false;
        for (ReadBinding binding : bindings) {
            try {
                // A message that is not divided is read by each resource in the way of its own format.
                Part own = part instanceof Payload payload
                        ? payload.as(binding.rule().codec())
                        : part;
                switch (reader.read(binding, new BindingReader.Source(own, captures, arrival))) {
                    case BindingReader.Taken taken -> found.add(taken.value());
                    case BindingReader.Missing none -> missing = true;
                    case BindingReader.LeftOut leftOut -> {}
                }
            } catch (Unusable unusable) {
                if (unusable.isWhole()) {
                    return new Decoded.Rejected(unusable.rejection());
                }
                wrong.add(unusable.rejection());
            }
        }
        if (!wrong.isEmpty()) {
            Rejection all = joined(wrong);
            return found.isEmpty() ? new Decoded.Rejected(all) : new Decoded.Partly(List.copyOf(found), all);
        }
        if (!found.isEmpty()) {
            return new Decoded.Values(List.copyOf(found));
        }
        return missing ? new Decoded.Rejected(nothingAt(bindings)) : new Decoded.Nothing();
    }

    /** The parts of a message. */
    public Parts parts(Split split, Payload payload) {
        return refusal(payload).<Parts>map(Parts.Rejected::new).orElseGet(() -> Division.of(payload, split));
    }

    /** The name of the device that a part is of, as the split says; empty when it has none. */
    public Optional<String> deviceOf(Part part, Split split, Map<String, String> captures) {
        try {
            return split.device().isEmpty()
                    ? Optional.empty()
                    : reader.found(split.device().get(), part, captures).word();
        } catch (Unusable unusable) {
            return Optional.empty();
        }
    }

    /** What stands at a place, as a text; empty when nothing or {@code null} does, or the payload cannot be read so. */
    public Optional<String> textAt(Payload payload, Codec codec, ValuePlace place) {
        if (refusal(payload).isPresent()) {
            return Optional.empty();
        }
        try {
            Found found = reader.found(place, payload.as(codec), Map.of());
            return found instanceof Found.Tree tree && !tree.node().isNull()
                    ? Optional.of(DeviceJson.text(tree.node(), true))
                    : found.word();
        } catch (Unusable unusable) {
            return Optional.empty();
        }
    }

    private Optional<Rejection> refusal(Payload payload) {
        int size = payload.bytes().length;
        if (size == 0) {
            return Optional.of(new Rejection(Reason.EMPTY, "the payload has no bytes"));
        }
        return size > limits.maxBytes()
                ? Optional.of(
                        new Rejection(Reason.TOO_LARGE, size + " bytes, allowed are at most " + limits.maxBytes()))
                : Optional.empty();
    }

    /** Several rejections as one: the reason of the first, and in words as many as one can read. */
    public static Rejection joined(List<Rejection> all) {
        String told = all.stream().limit(TOLD).map(Rejection::detail).collect(Collectors.joining("; "));
        String more = all.size() > TOLD ? "; and " + (all.size() - TOLD) + " more" : "";
        return new Rejection(all.getFirst().reason(), told + more);
    }

    private static Rejection nothingAt(List<ReadBinding> bindings) {
        String places = bindings.stream().map(ReadBinding::words).collect(Collectors.joining(", "));
        return new Rejection(Reason.NO_VALUE, "the payload has nothing for " + places);
    }
}
