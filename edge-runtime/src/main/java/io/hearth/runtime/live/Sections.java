package io.hearth.runtime.live;

import io.hearth.contracts.keeper.KeyValues;
import io.hearth.runtime.door.Door;
import io.hearth.runtime.keeper.KeeperClient;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where in core-keeper the settings of a service are: its own, and those that EdgeX has in common for all services, which
 * hold for what it has none of its own of.
 *
 * @param service the service's key
 * @param common  keys of trees, a later one goes before an earlier one
 */
record Sections(String service, List<String> common) {
    static Sections of(Door door) {
        return new Sections(
                door.serviceKey(),
                door.isDeviceService()
                        ? List.of(KeyValues.ofAllServices(), KeyValues.ofDeviceServices())
                        : List.of(KeyValues.ofAllServices()));
    }

    /** The key of its own settings. */
    String own() {
        return KeyValues.ofService(service);
    }

    /** The values that hold for the service, by path. */
    Map<String, String> values(KeeperClient keeper) throws InterruptedException {
        Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String section : common) {
            values.putAll(keeper.valuesBelow(section));
        }
        values.putAll(keeper.valuesBelow(own()));
        return values;
    }

    /** Whether a change of that key may change what holds for the service. */
    boolean concernedBy(String key) {
        return related(key, own()) || common.stream().anyMatch(section -> related(key, section));
    }

    private static boolean related(String key, String section) {
        return key.equals(section) || key.startsWith(section + "/") || section.startsWith(key + "/");
    }
}
