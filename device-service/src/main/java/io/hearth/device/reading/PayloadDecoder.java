package io.hearth.device.reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.value.ValueType;
import io.hearth.device.mapping.ReadBinding;
import io.hearth.device.mapping.ValuePlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns payloads into values. Bad input is an answer, not an exception. */
public final class PayloadDecoder {
    private final PayloadLimits limits;
    private final DeviceJson json;
    private final Values values;

    /** A decoder with these limits. */
    public PayloadDecoder(PayloadLimits limits) {
        this.limits = limits;
        this.json = new DeviceJson(limits);
        this.values = new Values(json);
    }

    /** The values that a payload has for these resources. A value that is not there is left out, and is nothing wrong. */
    public Decoded decode(List<ReadBinding> bindings, byte[] payload) {
        if (payload.length == 0) {
            return rejected(Reason.EMPTY, "the payload has no bytes");
        }
        if (payload.length > limits.maxBytes()) {
            return rejected(Reason.TOO_LARGE, payload.length + " bytes, allowed are at most " + limits.maxBytes());
        }
        if (bindings.size() == 1 && isBytes(bindings.getFirst())) {
            return new Decoded.Values(List.of(values.binary(bindings.getFirst(), payload)));
        }
        Optional<String> text = PayloadText.of(payload);
        if (text.isEmpty()) {
            return rejected(Reason.NOT_UTF8, "the payload is not valid UTF-8");
        }
        try {
            return decode(bindings, text.get());
        } catch (Unusable unusable) {
            return new Decoded.Rejected(unusable.rejection());
        }
    }

    private static boolean isBytes(ReadBinding binding) {
        return binding.type() == ValueType.BINARY && !(binding.place() instanceof ValuePlace.At);
    }

    private Decoded decode(List<ReadBinding> bindings, String text) throws Unusable {
        boolean fromTree = bindings.stream().anyMatch(binding -> binding.place() instanceof ValuePlace.At);
        JsonNode tree = fromTree ? tree(text) : null;
        List<Decoded.Value> found = new ArrayList<>(bindings.size());
        List<Rejection> wrong = new ArrayList<>(0);
        for (ReadBinding binding : bindings) {
            try {
                value(binding, text, tree).ifPresent(found::add);
            } catch (Unusable unusable) {
                wrong.add(unusable.rejection());
            }
        }
        if (wrong.isEmpty()) {
            return found.isEmpty()
                    ? rejected(Reason.NO_VALUE, "the payload has nothing at " + places(bindings))
                    : new Decoded.Values(List.copyOf(found));
        }
        Rejection all = new Rejection(
                wrong.getFirst().reason(), wrong.stream().map(Rejection::detail).collect(Collectors.joining("; ")));
        return found.isEmpty() ? new Decoded.Rejected(all) : new Decoded.Partly(List.copyOf(found), all);
    }

    private Optional<Decoded.Value> value(ReadBinding binding, String text, JsonNode tree) throws Unusable {
        return switch (binding.place()) {
            case ValuePlace.Whole whole -> Optional.of(values.fromText(binding, text, this::tree));
            case ValuePlace.KeyOrWhole key -> Optional.of(keyOrWhole(binding, key.key(), text));
            case ValuePlace.At at -> {
                JsonNode node = tree.at(at.pointer());
                yield node.isMissingNode() ? Optional.empty() : Optional.of(values.fromJson(binding, node));
            }
        };
    }

    private Decoded.Value keyOrWhole(ReadBinding binding, String key, String text) throws Unusable {
        if (text.stripLeading().startsWith("{")) {
            JsonNode node = treeOrNothing(text).map(tree -> tree.get(key)).orElse(null);
            if (node != null) {
                return values.fromJson(binding, node);
            }
        }
        return values.fromText(binding, text, this::tree);
    }

    private Optional<JsonNode> treeOrNothing(String text) throws Unusable {
        try {
            return Optional.of(tree(text));
        } catch (Unusable unusable) {
            if (unusable.rejection().reason() == Reason.NOT_JSON) {
                return Optional.empty();
            }
            throw unusable;
        }
    }

    private JsonNode tree(String text) throws Unusable {
        try {
            return json.tree(text);
        } catch (StreamConstraintsException tooMuch) {
            throw new Unusable(Reason.TOO_DEEP, tooMuch.getOriginalMessage());
        } catch (JsonProcessingException malformed) {
            throw new Unusable(Reason.NOT_JSON, malformed.getOriginalMessage());
        }
    }

    private static String places(List<ReadBinding> bindings) {
        return bindings.stream()
                .map(binding ->
                        binding.place() instanceof ValuePlace.At at ? "'" + at.pointer() + "'" : binding.resource())
                .collect(Collectors.joining(", "));
    }

    private static Decoded rejected(Reason reason, String detail) {
        return new Decoded.Rejected(new Rejection(reason, detail));
    }
}
