package io.hearth.device.reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;

/** The parsers of payloads, with their limits. */
final class Codecs {
    private final DecodingRules rules;
    private final DeviceJson json;
    private final ObjectReader cbor;
    private final CsvLines csv;

    Codecs(DecodingRules rules) {
        this.rules = rules;
        this.json = new DeviceJson(rules.limits());
        this.cbor = CBORMapper.builder(CBORFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(rules.limits().maxDepth())
                                .maxStringLength(rules.limits().maxBytes())
                                .build())
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build()
                .readerFor(JsonNode.class);
        this.csv = new CsvLines(rules);
    }

    DecodingRules rules() {
        return rules;
    }

    DeviceJson json() {
        return json;
    }

    CsvLines csv() {
        return csv;
    }

    JsonNode jsonTree(String text) throws Unusable {
        try {
            return json.tree(text);
        } catch (StreamConstraintsException tooMuch) {
            throw Unusable.whole(Reason.TOO_DEEP, tooMuch.getOriginalMessage());
        } catch (JsonProcessingException malformed) {
            throw Unusable.whole(Reason.NOT_JSON, malformed.getOriginalMessage());
        }
    }

    JsonNode cborTree(byte[] bytes) throws Unusable {
        try {
            JsonNode tree = cbor.readValue(bytes);
            if (tree == null || tree.isMissingNode()) {
                throw Unusable.whole(Reason.NOT_CBOR, "the payload holds no value");
            }
            return tree;
        } catch (StreamConstraintsException tooMuch) {
            throw Unusable.whole(Reason.TOO_DEEP, tooMuch.getOriginalMessage());
        } catch (IOException | RuntimeException malformed) {
            // Numbers beyond what Java holds come as unchecked exceptions of their constructors.
            throw Unusable.whole(Reason.NOT_CBOR, String.valueOf(malformed.getMessage()));
        }
    }

    /** A text that patterns may be run on; their time is linear, but not for nothing. */
    String forPattern(String text) throws Unusable {
        if (text.length() > rules.maxPatternText()) {
            throw Unusable.whole(
                    Reason.TOO_LARGE,
                    text.length() + " characters, allowed for format text are at most " + rules.maxPatternText());
        }
        return text;
    }
}
