package io.hearth.device.mapping;

import java.util.List;

/**
 * Resources that come together.
 *
 * @param source   the source of their event
 * @param bindings the resources, at least one
 * @param split    how a message is divided before they are taken from each part
 */
public record ReadGroup(String source, List<ReadBinding> bindings, Split split) {
    public ReadGroup {
        bindings = List.copyOf(bindings);
    }

    /** Whether some resource takes only parts that name it. */
    public boolean picks() {
        return bindings.stream().anyMatch(binding -> binding.rule().only().isPresent());
    }
}
