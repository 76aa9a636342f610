package io.hearth.device.convention.homie;

import io.hearth.device.intake.DeviceMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The attributes that Homie devices have told. Bounded in octets: past that the device that was heard of longest ago is forgotten,
 * which takes nothing from it but that it is known again when it has told all of itself again.
 */
final class HomieMemory {
    /** What an attribute takes beside its topic and its value, about. */
    private static final int OVERHEAD = 200;

    private final String base;
    private final long mostOctets;
    private final int mostAttributes;
    private final Map<String, Map<String, DeviceMessage>> devices = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<String> changed = new LinkedHashSet<>();
    private long octets;

    HomieMemory(String base, long mostOctets, int mostAttributes) {
        this.base = base;
        this.mostOctets = mostOctets;
        this.mostAttributes = mostAttributes;
    }

    /** Keeps an attribute; false when the device has too many, or this one is too large. */
    synchronized boolean put(HomieTopic topic, DeviceMessage message) {
        Map<String, DeviceMessage> attributes = devices.computeIfAbsent(topic.device(), id -> new HashMap<>());
        DeviceMessage before = attributes.get(topic.path());
        if (size(message) > mostOctets || before == null && attributes.size() >= mostAttributes) {
            return false;
        }
        attributes.put(topic.path(), message);
        octets += size(message) - (before == null ? 0 : size(before));
        changed.add(topic.device());
        while (octets > mostOctets && devices.size() > 1) {
            forget(devices.keySet().iterator().next());
        }
        notifyAll();
        return true;
    }

    private void forget(String device) {
        devices.remove(device).values().forEach(attribute -> octets -= size(attribute));
        changed.remove(device);
    }

    private static long size(DeviceMessage message) {
        return OVERHEAD + message.topic().length() + message.payload().length;
    }

    /** The devices that have changed, once some have and a little more may have come. */
    List<HomieDevice> await(Duration little) throws InterruptedException {
        synchronized (this) {
            while (changed.isEmpty()) {
                wait();
            }
        }
        Thread.sleep(little);
        synchronized (this) {
            List<HomieDevice> all = new ArrayList<>();
            for (String id : changed) {
                all.add(new HomieDevice(base, id, devices.get(id)));
            }
            changed.clear();
            return all;
        }
    }

    /** This device is to be looked at again. */
    synchronized void again(String device) {
        if (devices.containsKey(device)) {
            changed.add(device);
        }
    }

    /** How many devices are remembered. */
    synchronized int size() {
        return devices.size();
    }
}
