package io.hearth.command.profile;

import io.hearth.command.CommandConfig;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.DeviceProfileResponse;
import io.hearth.contracts.metadata.DeviceResponse;
import io.hearth.contracts.metadata.MultiDevicesResponse;
import io.hearth.contracts.rest.BaseResponse;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.runtime.rest.WholeAnswers;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Asks core-metadata over REST. */
@Singleton
public class Metadata {
    private static final String API = "/api/v3";

    private final CommandConfig config;
    private final WholeAnswers http;

    public Metadata(CommandConfig config) {
        this.config = config;
        this.http = new WholeAnswers(config.requestTimeout(), config.maxMetadataBytes());
    }

    /** The device of that name; {@link EdgexException} with core-metadata's own answer (404) or 503 when it has none. */
    public Device device(String name) {
        return ask("/device/name/" + segment(name), DeviceResponse.class).device();
    }

    /** The profile of that name; fails as {@link #device} does. */
    public DeviceProfile profile(String name) {
        return ask("/deviceprofile/name/" + segment(name), DeviceProfileResponse.class)
                .profile();
    }

    /** One page of all devices; core-metadata has a bound of its own, and -1 is as many as that allows. */
    public MultiDevicesResponse devices(int offset, int limit) {
        return ask("/device/all?offset=" + offset + "&limit=" + limit, MultiDevicesResponse.class);
    }

    /**
     * A page of the devices that a further list of core-metadata's answers.
     *
     * @param path with its query, e.g. {@code /device/profile/name/boiler?offset=0&limit=100}; names in it are escaped
     */
    public MultiDevicesResponse listed(String path) {
        return ask(path, MultiDevicesResponse.class);
    }

    private <T> T ask(String path, Class<T> type) {
        URI uri = config.metadataUrl().resolve(API + path);
        try {
            HttpResponse<byte[]> answer = http.to(HttpRequest.newBuilder(uri).build());
            if (answer.statusCode() < 300) {
                return Json.read(answer.body(), type);
            }
            throw new EdgexException(kind(answer.statusCode()), message(answer));
        } catch (IOException unreachable) {
            throw new EdgexException(
                    ErrorKind.SERVICE_UNAVAILABLE,
                    "core-metadata at " + config.metadataUrl() + " does not answer: " + unreachable);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new EdgexException(ErrorKind.SERVICE_UNAVAILABLE, "core-command is stopping");
        }
    }

    private static ErrorKind kind(int status) {
        return Arrays.stream(ErrorKind.values())
                .filter(kind -> kind.status() == status)
                .findFirst()
                .orElse(ErrorKind.SERVICE_UNAVAILABLE);
    }

    private static String message(HttpResponse<byte[]> answer) {
        try {
            return Json.read(answer.body(), BaseResponse.class).message();
        } catch (IOException notAnEnvelope) {
            return "core-metadata answered " + answer.statusCode();
        }
    }

    @PreDestroy
    void close() {
        http.close();
    }

    /**
     * Names may hold anything, {@code /} too: every byte that is not plain is percent-encoded. {@code :} and {@code ~}, which EdgeX
     * allows in names, stay as they are: both may stand in a path (RFC 3986, 3.3), and EdgeX's clients compare its text.
     */
    public static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%3A", ":")
                .replace("%7E", "~");
    }
}
