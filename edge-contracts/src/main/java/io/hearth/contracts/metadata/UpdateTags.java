package io.hearth.contracts.metadata;

import io.hearth.contracts.validation.NotBlankName;
import io.hearth.contracts.validation.Required;
import java.util.Map;

/**
 * Tags to be merged into those of one resource or command.
 *
 * @param tags objects are merged deeply, a null removes its tag, anything else takes the place of what was there
 */
public record UpdateTags(
        @NotBlankName String name, @Required Map<String, Object> tags) {}
