package io.hearth.device.convention.homeassistant;

import io.hearth.device.convention.PlainName;

/** Names of resources, made of object ids. */
final class ResourceName {
    private ResourceName() {}

    static String of(String objectId) {
        String plain = PlainName.of(objectId);
        return plain.isEmpty() ? "entity" : plain;
    }
}
