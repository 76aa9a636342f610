package io.hearth.rules.device;

import io.hearth.contracts.codec.Json;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.MultiDeviceProfilesResponse;
import io.hearth.contracts.metadata.MultiDevicesResponse;
import io.hearth.runtime.rest.WholeAnswers;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Reads all devices and profiles from core-metadata over REST, page by page. */
final class CoreMetadata implements AutoCloseable {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final CatalogConfig config;
    private final WholeAnswers http;

    CoreMetadata(CatalogConfig config) {
        this.config = config;
        this.http = new WholeAnswers(config.metadataTimeout(), config.maxMetadataBytes());
    }

    /** A part of a list, and how long the whole list is. */
    private record Part<T>(List<T> items, long total) {}

    /** Asks for one page. */
    @FunctionalInterface
    private interface Pages<T> {
        Part<T> from(String query) throws IOException, InterruptedException;
    }

    /**
     * Hands over all devices. One that is deleted meanwhile can make another one be passed over: that a device is missing
     * has to be made sure of with {@link #has}.
     */
    void devices(Consumer<Device> each) throws IOException, InterruptedException {
        all(
                query -> {
                    MultiDevicesResponse page = ask("/device/all" + query, MultiDevicesResponse.class);
                    return new Part<>(page.devices(), page.totalCount());
                },
                each);
    }

    /** Hands over all profiles, with the same reservation. */
    void profiles(Consumer<DeviceProfile> each) throws IOException, InterruptedException {
        all(
                query -> {
                    MultiDeviceProfilesResponse page =
                            ask("/deviceprofile/all" + query, MultiDeviceProfilesResponse.class);
                    return new Part<>(page.profiles(), page.totalCount());
                },
                each);
    }

    private <T> void all(Pages<T> pages, Consumer<T> each) throws IOException, InterruptedException {
        int offset = 0;
        while (true) {
            Part<T> part = pages.from("?offset=" + offset + "&limit=" + config.pageSize());
            if (part.items() == null) {
                throw new IOException("core-metadata at " + config.metadataUrl() + " answered without a list");
            }
            part.items().stream().filter(Objects::nonNull).forEach(each);
            offset += part.items().size();
            if (offset >= part.total()) {
                return;
            }
            if (part.items().isEmpty()) {
                throw new IOException("core-metadata at " + config.metadataUrl() + " answered " + offset + " of "
                        + part.total() + ", and then nothing");
            }
        }
    }

    /** Whether there is a device of this name. */
    boolean has(String device) throws IOException, InterruptedException {
        String path = "/device/check/name/"
                + URLEncoder.encode(device, StandardCharsets.UTF_8).replace("+", "%20");
        int status = get(path).statusCode();
        if (status != OK && status != NOT_FOUND) {
            throw answered(path, status);
        }
        return status == OK;
    }

    private <T> T ask(String path, Class<T> type) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = get(path);
        if (answer.statusCode() != OK) {
            throw answered(path, answer.statusCode());
        }
        T body = Json.read(answer.body(), type);
        if (body == null) {
            throw new IOException("core-metadata at " + config.metadataUrl() + " answered null to GET " + path);
        }
        return body;
    }

    private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        URI uri = config.metadataUrl().resolve("/api/v3" + path);
        return http.to(HttpRequest.newBuilder(uri).build());
    }

    private IOException answered(String path, int status) {
        return new IOException("core-metadata at " + config.metadataUrl() + " answered " + status + " to GET " + path);
    }

    @Override
    public void close() {
        http.close();
    }
}
