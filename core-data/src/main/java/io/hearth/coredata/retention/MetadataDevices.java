package io.hearth.coredata.retention;

import io.hearth.contracts.codec.Json;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.MultiDevicesResponse;
import io.hearth.coredata.DataConfig;
import io.hearth.runtime.rest.WholeAnswers;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads all devices from core-metadata over REST. */
@Singleton
class MetadataDevices {
    private static final int OK = 200;

    private final DataConfig.Metadata config;
    private final WholeAnswers http;

    MetadataDevices(DataConfig config) {
        this.config = config.metadata();
        this.http = new WholeAnswers(this.config.timeout(), this.config.maxAnswerBytes());
    }

    /**
     * All devices, page by page.
     *
     * @throws IOException when core-metadata does not answer, or with something else than devices
     */
    Collection<Device> all() throws IOException, InterruptedException {
        Map<String, Device> devices = new LinkedHashMap<>();
        int offset = 0;
        while (true) {
            MultiDevicesResponse page = page(offset);
            page.devices().forEach(device -> devices.put(device.name(), device));
            offset += page.devices().size();
            if (page.devices().isEmpty() || offset >= page.totalCount()) {
                return devices.values();
            }
        }
    }

    private MultiDevicesResponse page(int offset) throws IOException, InterruptedException {
        URI uri = config.url().resolve("/api/v3/device/all?limit=-1&offset=" + offset);
        HttpResponse<byte[]> answer = http.to(HttpRequest.newBuilder(uri).build());
        if (answer.statusCode() != OK) {
            throw new IOException("core-metadata answered " + answer.statusCode() + " to GET " + uri);
        }
        MultiDevicesResponse page = Json.read(answer.body(), MultiDevicesResponse.class);
        if (page == null || page.devices() == null) {
            throw new IOException("core-metadata answered no devices to GET " + uri);
        }
        return page;
    }

    @PreDestroy
    void close() {
        http.close();
    }
}
