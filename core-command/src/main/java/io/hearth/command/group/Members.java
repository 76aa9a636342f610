package io.hearth.command.group;

import io.hearth.command.CommandConfig;
import io.hearth.command.profile.Metadata;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.MultiDevicesResponse;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds the devices that a request means. */
@Singleton
class Members {
    private static final int PAGE = 500;

    private final Metadata metadata;
    private final GroupConfig config;

    Members(Metadata metadata, CommandConfig config) {
        this.metadata = metadata;
        this.config = config.group();
    }

    /** Their names, each once, in order; 400 when the request means nobody in particular, 413 when it means too many. */
    List<String> of(GroupRequest request) {
        if (request.deviceNames().isEmpty()
                && request.labels().isEmpty()
                && request.profileName().isEmpty()) {
            throw new EdgexException(
                    ErrorKind.CONTRACT_INVALID,
                    "the request names no devices: allowed are deviceNames, labels and profileName, at least one of them");
        }
        if (request.labels().isEmpty() && request.profileName().isEmpty()) {
            // Not looked up: one that is unknown gets its own 404.
            return bounded(new TreeSet<>(request.deviceNames()));
        }
        Set<String> named = Set.copyOf(request.deviceNames());
        TreeSet<String> meant = new TreeSet<>();
        for (Device device : listed(request)) {
            if (device.labels().containsAll(request.labels())
                    && (request.profileName().isEmpty() || request.profileName().equals(device.profileName()))
                    && (named.isEmpty() || named.contains(device.name()))) {
                meant.add(device.name());
                bounded(meant);
            }
        }
        return bounded(meant);
    }

    private List<Device> listed(GroupRequest request) {
        String path = request.profileName().isEmpty()
                ? "/device/all?labels="
                        + request.labels().stream().map(Metadata::segment).collect(Collectors.joining(","))
                : "/device/profile/name/" + Metadata.segment(request.profileName()) + "?";
        List<Device> devices = new ArrayList<>();
        long total;
        do {
            MultiDevicesResponse page = metadata.listed(path + "&offset=" + devices.size() + "&limit=" + PAGE);
            devices.addAll(page.devices());
            total = page.devices().isEmpty() ? 0 : page.totalCount();
        } while (devices.size() < total);
        return devices;
    }

    private List<String> bounded(Set<String> names) {
        if (names.size() > config.maxDevices()) {
            throw new EdgexException(
                    ErrorKind.LIMIT_EXCEEDED,
                    "the request reaches more than " + config.maxDevices() + " devices, which is what is allowed");
        }
        return List.copyOf(names);
    }
}
