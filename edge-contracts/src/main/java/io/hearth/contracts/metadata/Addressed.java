package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonIgnore;
import jakarta.validation.constraints.AssertTrue;

/** An update that says by id, by name or by both which thing it is for (EdgeX API, update DTOs). */
public interface Addressed {
    /** The thing's id; null or "" when the name says it. */
    String id();

    /** The thing's name; null when the id says it. */
    String name();

    /** Whether the update says what it is for. */
    @AssertTrue(message = "id or name is required, and a name must not be blank")
    @JsonIgnore
    default boolean isAddressed() {
        return name() == null ? id() != null && !id().isEmpty() : !name().isBlank();
    }
}
