package io.hearth.device.provision;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.ProvisionWatcher;
import io.hearth.device.DeviceConfig;
import io.hearth.device.ProvisionConfig;
import io.hearth.device.registry.ItemAnswer;
import io.hearth.device.registry.MetadataEntries;
import io.hearth.device.registry.OnRegistered;
import io.hearth.runtime.rest.RequestBody;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Makes profiles, devices and provision watchers known to core-metadata that lie in files (EdgeX, device service start): profiles
 * first, since devices name them. What is there stays as it is unless told otherwise. A file that makes no sense is told with its
 * name, and the others are taken.
 */
@Singleton
public class ProvisionFiles implements OnRegistered {
    private static final Logger LOG = Logger.getLogger(ProvisionFiles.class);
    private static final int AT_ONCE = 50;

    private final String key;
    private final ProvisionConfig config;
    private final MetadataEntries metadata;
    private final SourceFiles files;
    private final Counter refused;

    ProvisionFiles(DeviceConfig config, MetadataEntries metadata, MeterRegistry meters) {
        this.key = config.serviceKey().value();
        this.config = config.provision();
        this.metadata = metadata;
        this.files = new SourceFiles(this.config.fileUriTimeout(), this.config.maxFileBytes());
        this.refused = Counter.builder("hearth_provision_refused")
                .description("files, or devices in them, that could not be used")
                .register(meters);
    }

    /** One entry, and where it is written. */
    private record Entry(String file, Device device) {}

    /** What a file is made of. */
    @FunctionalInterface
    private interface Use {
        void of(String file, FileText text) throws IOException, InterruptedException;
    }

    /** Reads all files; may be done again when core-metadata went away in between. */
    @Override
    public void registered() throws InterruptedException {
        each(config.profilesDir(), (file, text) -> profile(file, text.profile()));
        List<Entry> devices = new ArrayList<>();
        each(config.devicesDir(), (file, text) -> text.devices()
                .forEach(device -> devices.add(new Entry(file, device))));
        devices(devices);
        if (config.provisionWatchersDir().isPresent()) {
            Set<String> known =
                    metadata.watchers().stream().map(ProvisionWatcher::name).collect(Collectors.toSet());
            each(config.provisionWatchersDir(), (file, text) -> {
                ProvisionWatcher watcher = text.watcher();
                if (!known.contains(watcher.name())) {
                    tell(file, "provision watcher", watcher.name(), metadata.addWatcher(watcher));
                }
            });
        }
    }

    private void each(Optional<String> place, Use use) throws InterruptedException {
        if (place.isEmpty() || place.get().isBlank()) {
            return;
        }
        List<SourceFiles.Source> sources;
        try {
            sources = files.in(place.get());
        } catch (IOException | RuntimeException unreadable) {
            left(place.get(), unreadable);
            return;
        }
        for (SourceFiles.Source source : sources) {
            FileText text;
            try {
                text = new FileText(key, source.bytes(), source.isJson());
                use.of(source.name(), text);
            } catch (IOException | IllegalArgumentException senseless) {
                left(source.name(), senseless);
            }
        }
    }

    private void left(String file, Exception why) {
        refused.increment();
        String reason = why instanceof JsonProcessingException malformed
                ? RequestBody.reason(malformed)
                : why instanceof FileSystemException ? why.toString() : why.getMessage();
        LOG.warnf("file left out file=%s reason=%s", file, reason);
    }

    private void profile(String file, DeviceProfile profile) throws InterruptedException {
        boolean there = metadata.hasProfile(profile.name());
        if (!there || config.overwriteProfiles()) {
            tell(file, "profile", profile.name(), metadata.putProfile(profile, there));
        }
    }

    private void devices(List<Entry> devices) throws InterruptedException {
        if (devices.isEmpty()) {
            return;
        }
        Set<String> there = metadata.devices();
        List<Entry> fresh = devices.stream()
                .filter(entry -> !there.contains(entry.device().name()))
                .toList();
        List<Entry> known = devices.stream()
                .filter(entry -> there.contains(entry.device().name()))
                .toList();
        inParts(fresh, part -> metadata.addDevices(part, true));
        if (config.overwriteDevices()) {
            inParts(known, metadata::updateDevices);
        }
    }

    /** Sends devices. */
    @FunctionalInterface
    private interface Request {
        List<ItemAnswer> send(List<Device> devices) throws InterruptedException;
    }

    private void inParts(List<Entry> entries, Request request) throws InterruptedException {
        for (int from = 0; from < entries.size(); from += AT_ONCE) {
            List<Entry> part = entries.subList(from, Math.min(from + AT_ONCE, entries.size()));
            List<ItemAnswer> answers =
                    request.send(part.stream().map(Entry::device).toList());
            boolean asAWhole = part.size() > 1 && answers.stream().noneMatch(ItemAnswer::done);
            for (int i = 0; i < part.size(); i++) {
                Entry entry = part.get(i);
                // One senseless device has the whole request refused.
                ItemAnswer answer =
                        asAWhole ? request.send(List.of(entry.device())).getFirst() : answers.get(i);
                tell(entry.file(), "device", entry.device().name(), answer);
            }
        }
    }

    private void tell(String file, String kind, String name, ItemAnswer answer) {
        if (answer.done()) {
            LOG.infof("%s told to core-metadata name=%s file=%s", kind, name, file);
        } else if (!answer.exists()) {
            refused.increment();
            LOG.warnf(
                    "%s left out name=%s file=%s status=%d reason=%s",
                    kind, name, file, answer.status(), answer.message());
        }
    }
}
