package io.hearth.contracts.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Go's uuid.Parse. */
class UuidTextTest {
    private static final UUID ID = UUID.fromString("e6e8a2f4-eb14-4649-9e2b-175247911369");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "e6e8a2f4-eb14-4649-9e2b-175247911369",
                "E6E8A2F4-EB14-4649-9E2B-175247911369",
                "{e6e8a2f4-eb14-4649-9e2b-175247911369}",
                "urn:uuid:e6e8a2f4-eb14-4649-9e2b-175247911369",
                "URN:UUID:e6e8a2f4-eb14-4649-9e2b-175247911369",
                "e6e8a2f4eb1446499e2b175247911369"
            })
    void all_forms_of_go_are_taken(String text) {
        assertThat(UuidText.uuid(text)).contains(ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "e6e8a2f4-eb14-4649-9e2b-17524791136",
                "e6e8a2f4-eb14-4649-9e2b-17524791136g",
                "(e6e8a2f4-eb14-4649-9e2b-175247911369)",
                "urn:uuie:e6e8a2f4-eb14-4649-9e2b-175247911369",
                "e6e8a2f4eb1446499e2b17524791136-",
                "e6e8a2f4eb14-4649-9e2b-175247911369-"
            })
    void nothing_else_is(String text) {
        assertThat(UuidText.uuid(text)).isEmpty();
    }

    @Test
    void nor_is_null() {
        assertThat(UuidText.uuid(null)).isEmpty();
    }
}
