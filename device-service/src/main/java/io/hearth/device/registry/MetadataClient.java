package io.hearth.device.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.metadata.AddDeviceServiceRequest;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.DeviceProfileResponse;
import io.hearth.contracts.metadata.DeviceService;
import io.hearth.contracts.metadata.DeviceServiceResponse;
import io.hearth.contracts.metadata.MultiDeviceServicesResponse;
import io.hearth.contracts.metadata.MultiDevicesResponse;
import io.hearth.contracts.metadata.OperatingState;
import io.hearth.contracts.metadata.UpdateDeviceService;
import io.hearth.contracts.metadata.UpdateDeviceServiceRequest;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.runtime.rest.WholeAnswers;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the device service asks of core-metadata, over REST. Every failure is a {@link MetadataUnavailable}. */
final class MetadataClient implements AutoCloseable {
    private static final int OK = 200;
    private static final int MULTI_STATUS = 207;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int SERVER_ERROR = 500;
    private static final String JSON = "application/json";

    private final WholeAnswers http;
    private final URI base;

    MetadataClient(URI base, Duration timeout, long maxAnswerBytes) {
        this.base = base;
        this.http = new WholeAnswers(timeout, maxAnswerBytes);
    }

    Optional<DeviceService> service(String name) throws InterruptedException {
        return get("/deviceservice/name/" + encoded(name), DeviceServiceResponse.class)
                .map(DeviceServiceResponse::service);
    }

    void add(DeviceService service) throws InterruptedException {
        send("POST", "/deviceservice", List.of(new AddDeviceServiceRequest(ApiVersion.V3, "", service)));
    }

    void moveTo(String name, String baseAddress) throws InterruptedException {
        UpdateDeviceService update = new UpdateDeviceService(null, name, null, null, baseAddress, null, null);
        send("PATCH", "/deviceservice", List.of(new UpdateDeviceServiceRequest(ApiVersion.V3, "", update)));
    }

    /** Sets a device's operatingState; nothing else of it changes. What it was answered, if not that there is trouble. */
    ItemAnswer operatingState(String device, OperatingState state) throws InterruptedException {
        String path = "/device?bypassValidation=true";
        Map<String, Object> update = Map.of("name", device, "operatingState", state.name());
        ItemAnswer answer = each("PATCH", path, List.of(Map.of("apiVersion", ApiVersion.V3, "device", update)))
                .getFirst();
        if (answer.status() >= SERVER_ERROR) {
            throw failed("PATCH", path, answer.status(), answer.message());
        }
        return answer;
    }

    /** The names of all device services, page by page. */
    List<String> services() throws InterruptedException {
        List<String> names = new ArrayList<>();
        while (true) {
            String path = "/deviceservice/all?limit=-1&offset=" + names.size();
            MultiDeviceServicesResponse page =
                    get(path, MultiDeviceServicesResponse.class).orElseThrow(() -> failed("GET", path, NOT_FOUND, ""));
            page.services().stream().map(DeviceService::name).forEach(names::add);
            if (page.services().isEmpty() || names.size() >= page.totalCount()) {
                return names;
            }
        }
    }

    /** All devices of a service, page by page. */
    Collection<Device> devices(String service) throws InterruptedException {
        Map<String, Device> devices = new LinkedHashMap<>();
        int offset = 0;
        while (true) {
            String path = "/device/service/name/" + encoded(service) + "?limit=-1&offset=" + offset;
            MultiDevicesResponse page =
                    get(path, MultiDevicesResponse.class).orElseThrow(() -> failed("GET", path, NOT_FOUND, ""));
            page.devices().forEach(device -> devices.put(device.name(), device));
            offset += page.devices().size();
            if (page.devices().isEmpty() || offset >= page.totalCount()) {
                return devices.values();
            }
        }
    }

    Optional<DeviceProfile> profile(String name) throws InterruptedException {
        return get("/deviceprofile/name/" + encoded(name), DeviceProfileResponse.class)
                .map(DeviceProfileResponse::profile);
    }

    private <T> Optional<T> get(String path, Class<T> type) throws InterruptedException {
        HttpResponse<byte[]> response = exchange(request(path).GET().build());
        if (response.statusCode() == NOT_FOUND) {
            return Optional.empty();
        }
        if (response.statusCode() != OK) {
            throw failed("GET", path, response.statusCode(), text(response));
        }
        try {
            return Optional.of(Json.read(response.body(), type));
        } catch (IOException malformed) {
            throw new MetadataUnavailable(
                    "core-metadata at " + base + " answered GET " + path + " with no JSON", malformed);
        }
    }

    private void send(String method, String path, Object body) throws InterruptedException {
        HttpResponse<byte[]> response = exchange(request(path)
                .header("Content-Type", JSON)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)))
                .build());
        if (response.statusCode() > MULTI_STATUS) {
            throw failed(method, path, response.statusCode(), text(response));
        }
        try {
            for (JsonNode item : Json.read(response.body(), JsonNode.class)) {
                int status = item.path("statusCode").asInt();
                // Another instance may have registered the service in between.
                if (status > MULTI_STATUS && status != CONFLICT) {
                    throw failed(method, path, status, item.path("message").asText());
                }
            }
        } catch (IOException malformed) {
            throw new MetadataUnavailable(
                    "core-metadata at " + base + " answered " + method + " " + path + " with no JSON", malformed);
        }
    }

    /** A page or an entry; empty when there is none. */
    <T> Optional<T> find(String path, Class<T> type) throws InterruptedException {
        return get(path, type);
    }

    /**
     * What each item of a list was answered (EdgeX API, multi-status rule); when the request was refused as a whole, all of
     * them the same.
     */
    List<ItemAnswer> each(String method, String path, List<?> items) throws InterruptedException {
        HttpResponse<byte[]> response = exchange(request(path)
                .header("Content-Type", JSON)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(Json.bytes(items)))
                .build());
        if (response.statusCode() >= SERVER_ERROR) {
            throw failed(method, path, response.statusCode(), text(response));
        }
        try {
            JsonNode body = Json.read(response.body(), JsonNode.class);
            List<ItemAnswer> answers = new ArrayList<>(items.size());
            for (int i = 0; i < items.size(); i++) {
                JsonNode item = response.statusCode() == MULTI_STATUS ? body.path(i) : body;
                answers.add(new ItemAnswer(
                        item.path("statusCode").asInt(response.statusCode()),
                        item.path("message").asText()));
            }
            return answers;
        } catch (IOException malformed) {
            throw new MetadataUnavailable(
                    "core-metadata at " + base + " answered " + method + " " + path + " with no JSON", malformed);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + "/api/v3" + path));
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) throws InterruptedException {
        try {
            return http.to(request);
        } catch (IOException unreachable) {
            throw new MetadataUnavailable(
                    "core-metadata at " + base + " does not answer: " + unreachable.getMessage(), unreachable);
        }
    }

    private MetadataUnavailable failed(String method, String path, int status, String message) {
        return new MetadataUnavailable(
                "core-metadata at " + base + " answered " + method + " " + path + " with " + status + " " + message,
                null);
    }

    private static String text(HttpResponse<byte[]> response) {
        String text = new String(response.body(), StandardCharsets.UTF_8);
        return text.length() <= 200 ? text : text.substring(0, 200);
    }

    static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        http.close();
    }
}
