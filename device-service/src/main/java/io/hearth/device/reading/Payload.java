package io.hearth.device.reading;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.device.mapping.Codec;
import io.hearth.device.mapping.ValuePlace;
import java.util.List;

/**
 * A message's payload. Whatever is made of it (text, tree, lines) is made once, when it is first asked for, however many
 * resources are in it. For one thread.
 */
public final class Payload extends Part {
    private final byte[] bytes;
    private final Codecs codecs;
    private String text;
    private TreePart json;
    private TreePart cbor;
    private Codec.Csv csv;
    private List<Part> rows;
    private LinePart line;

    Payload(byte[] bytes, Codecs codecs) {
        this.bytes = bytes;
        this.codecs = codecs;
    }

    byte[] bytes() {
        return bytes;
    }

    Codecs codecs() {
        return codecs;
    }

    String text() throws Unusable {
        if (text == null) {
            text = PayloadText.of(bytes)
                    .orElseThrow(() -> Unusable.whole(Reason.NOT_UTF8, "the payload is not valid UTF-8"));
        }
        return text;
    }

    TreePart json() throws Unusable {
        if (json == null) {
            JsonNode tree = codecs.jsonTree(text());
            json = new TreePart(tree, tree, null, this);
        }
        return json;
    }

    TreePart cbor() throws Unusable {
        if (cbor == null) {
            JsonNode tree = codecs.cborTree(bytes);
            cbor = new TreePart(tree, tree, null, this);
        }
        return cbor;
    }

    List<Part> rows(Codec.Csv with) throws Unusable {
        if (rows == null || !with.equals(csv)) {
            rows = codecs.csv().rows(text(), with);
            csv = with;
        }
        return rows;
    }

    /** The whole message as this codec reads it. */
    Part as(Codec codec) throws Unusable {
        return switch (codec) {
            case Codec.Auto auto -> this;
            case Codec.Scalar scalar -> this;
            case Codec.Json some -> json();
            case Codec.Cbor some -> cbor();
            case Codec.Csv some -> onlyRow(some);
            case Codec.Octets octets -> new OctetPart(bytes, 0, bytes.length);
            case Codec.Text some -> {
                if (line == null) {
                    line = new LinePart(codecs.forPattern(text()));
                }
                yield line;
            }
        };
    }

    private Part onlyRow(Codec.Csv with) throws Unusable {
        List<Part> all = rows(with);
        if (all.size() != 1) {
            throw Unusable.whole(
                    Reason.NOT_CSV,
                    "the payload has " + all.size() + " lines of values, allowed is 1 where not 'each: lines' is set");
        }
        return all.getFirst();
    }

    /** As {@link Codec.Auto} reads it: a tree where a place in one is asked for, else the value itself. */
    @Override
    Found at(ValuePlace place) throws Unusable {
        return switch (place) {
            case ValuePlace.Whole whole -> new Found.Message(this);
            case ValuePlace.KeyOrWhole key -> keyOrWhole(key.key());
            case ValuePlace.At at -> json().at(place);
            case ValuePlace.AtTop at -> json().at(place);
            case ValuePlace.Computed computed -> json().at(place);
            case ValuePlace.MemberKey none -> Found.NOTHING;
            case ValuePlace.TopicLevel other -> throw foreign(place);
            case ValuePlace.Column other -> throw foreign(place);
            case ValuePlace.NamedColumn other -> throw foreign(place);
            case ValuePlace.Group other -> throw foreign(place);
            case ValuePlace.Octets other -> throw foreign(place);
        };
    }

    /** What is no JSON object with the key is the value itself, octets that look like one too. */
    private Found keyOrWhole(String key) throws Unusable {
        if (PayloadText.looksLikeObject(bytes)) {
            try {
                JsonNode node = json().node().get(key);
                if (node != null) {
                    return new Found.Tree(node);
                }
            } catch (Unusable unusable) {
                Reason reason = unusable.rejection().reason();
                if (reason != Reason.NOT_JSON && reason != Reason.NOT_UTF8) {
                    throw unusable;
                }
            }
        }
        return new Found.Message(this);
    }
}
