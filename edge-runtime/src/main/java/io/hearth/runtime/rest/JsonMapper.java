package io.hearth.runtime.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hearth.contracts.codec.Json;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** REST speaks JSON exactly as the bus does: one mapper for both. */
final class JsonMapper {
    private JsonMapper() {}

    @Produces
    @Singleton
    static ObjectMapper mapper() {
        return Json.mapper();
    }
}
