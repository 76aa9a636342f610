package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.validation.NotBlankName;
import java.util.Map;

/**
 * One resource of a device command (EdgeX core-metadata).
 *
 * @param defaultValue used on writing when no value is given
 * @param mappings     value read to value reported; reversed on writing
 */
public record ResourceOperation(
        @NotBlankName String deviceResource,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String defaultValue,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> mappings) {
    public ResourceOperation {
        defaultValue = defaultValue == null ? "" : defaultValue;
        mappings = mappings == null ? Map.of() : Nulls.asEmpty(mappings);
    }
}
