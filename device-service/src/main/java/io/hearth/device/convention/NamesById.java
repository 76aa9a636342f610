package io.hearth.device.convention;

import io.hearth.device.mapping.MappingIndex;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Under which names the devices of an index are known that tell of themselves: what they are called may change, their id does not. */
final class NamesById {
    private final Supplier<MappingIndex> index;
    private Map<List<String>, String> names = Map.of();
    /** Of which they are. */
    private MappingIndex read;

    /** Of the index that there is when one is asked for. */
    NamesById(Supplier<MappingIndex> index) {
        this.index = index;
    }

    /** The name of the device that has this id in this convention. */
    synchronized Optional<String> of(String convention, String id) {
        MappingIndex now = index.get();
        if (now != read) {
            Map<List<String>, String> found = new HashMap<>();
            now.devices().forEach(device -> device.device().protocols().forEach((protocol, settings) -> {
                if (settings.get(Described.ID) instanceof String of) {
                    found.put(List.of(protocol, of), device.name());
                }
            }));
            names = found;
            read = now;
        }
        return Optional.ofNullable(names.get(List.of(convention, id)));
    }
}
