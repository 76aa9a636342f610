package io.hearth.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.codec.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What somebody asked of a device.
 *
 * @param id            the command id: the same one acts once within the window
 * @param repeatable    whether somebody may ask again with this id; false for an id that was made up here
 * @param correlationId follows the command through the services; a UUID
 * @param device        the device's name
 * @param name          the device command or resource
 * @param method        get or set
 * @param payload       what to set, a JSON object; null node for a get
 * @param queryParams   {@code ds-pushevent} and the like, as the one who asked gave them, without {@link Wishes}
 * @param caller        who asks
 * @param wishes        what is wanted beyond EdgeX
 */
public record Command(
        UUID id,
        boolean repeatable,
        String correlationId,
        String device,
        String name,
        Method method,
        JsonNode payload,
        Map<String, String> queryParams,
        Caller caller,
        Wishes wishes) {

    /** The last topic level of a request. */
    public enum Method {
        GET("get"),
        SET("set");

        private final String level;

        Method(String level) {
            this.level = level;
        }

        public String level() {
            return level;
        }
    }

    public Command {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(correlationId, "correlationId");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(caller, "caller");
        Objects.requireNonNull(wishes, "wishes");
        queryParams = Map.copyOf(queryParams);
    }

    /** Whether it sets something. */
    public boolean isSet() {
        return method == Method.SET;
    }

    /** Tells two commands under one id apart: who uses an id again for something else has made a mistake. */
    public String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(Json.bytes(List.of(device, name, method.level(), payload, new TreeMap<>(queryParams))));
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
