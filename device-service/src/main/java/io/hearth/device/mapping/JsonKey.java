package io.hearth.device.mapping;

import com.fasterxml.jackson.core.JsonPointer;

/** The place of a member of the outermost JSON object. */
final class JsonKey {
    private JsonKey() {}

    static ValuePlace of(String key) {
        return new ValuePlace.At(JsonPointer.empty().appendProperty(key));
    }
}
