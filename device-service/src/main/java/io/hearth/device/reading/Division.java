package io.hearth.device.reading;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.device.mapping.Codec;
import io.hearth.device.mapping.Split;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Divides messages into parts. */
final class Division {
    private Division() {}

    static Parts of(Payload payload, Split split) {
        try {
            return new Parts.Divided(parts(payload, split));
        } catch (Unusable unusable) {
            return new Parts.Rejected(unusable.rejection());
        }
    }

    private static List<Part> parts(Payload payload, Split split) throws Unusable {
        return switch (split.each()) {
            case Split.Each.Message message -> List.of(payload.as(split.codec()));
            case Split.Each.Of of ->
                members(split.codec() instanceof Codec.Cbor ? payload.cbor() : payload.json(), of.pointer(), payload);
            case Split.Each.Lines lines -> split.codec() instanceof Codec.Csv csv ? payload.rows(csv) : lines(payload);
            case Split.Each.Records records -> records(payload, records.octets());
        };
    }

    private static List<Part> members(TreePart tree, JsonPointer pointer, Payload payload) throws Unusable {
        JsonNode top = tree.node();
        JsonNode all = top.at(pointer);
        if (all.isMissingNode() || all.isNull()) {
            throw new Unusable(Reason.NO_VALUE, "the payload has nothing at '" + pointer + "', which each is of");
        }
        if (!all.isContainerNode()) {
            throw new Unusable(Reason.WRONG_TYPE, "each at '" + pointer + "' is neither an array nor an object");
        }
        if (all.size() > payload.codecs().rules().maxParts()) {
            throw tooMany(payload.codecs().rules());
        }
        List<Part> parts = new ArrayList<>(all.size());
        if (all.isArray()) {
            all.forEach(item -> parts.add(new TreePart(top, item, null, payload)));
        } else {
            for (Map.Entry<String, JsonNode> member : all.properties()) {
                parts.add(new TreePart(top, member.getValue(), member.getKey(), payload));
            }
        }
        return parts;
    }

    private static List<Part> lines(Payload payload) throws Unusable {
        List<Part> parts = new ArrayList<>();
        Iterator<String> lines =
                payload.codecs().forPattern(payload.text()).lines().iterator();
        while (lines.hasNext()) {
            String line = lines.next();
            if (!line.isBlank()) {
                if (parts.size() == payload.codecs().rules().maxParts()) {
                    throw tooMany(payload.codecs().rules());
                }
                parts.add(new LinePart(line));
            }
        }
        return parts;
    }

    private static List<Part> records(Payload payload, int size) throws Unusable {
        int length = payload.bytes().length;
        if (length % size != 0) {
            throw new Unusable(
                    Reason.WRONG_TYPE, length + " octets are no whole number of records of " + size + " octets");
        }
        if (length / size > payload.codecs().rules().maxParts()) {
            throw tooMany(payload.codecs().rules());
        }
        List<Part> parts = new ArrayList<>(length / size);
        for (int from = 0; from < length; from += size) {
            parts.add(new OctetPart(payload.bytes(), from, size));
        }
        return parts;
    }

    /** More parts than the setting allows. */
    static Unusable tooMany(DecodingRules rules) {
        return Unusable.whole(
                Reason.TOO_LARGE, "more than " + rules.maxParts() + " parts (hearth.device.mapping.max-parts)");
    }
}
