package io.hearth.rules;

import io.hearth.rules.book.Caveats;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/** What rules that are at work have done and not undone, of all shares of the devices that are looked after here. */
record ActiveRules(RulesEngine service) implements Caveats.Active {
    @Override
    public Map<UUID, SortedSet<String>> devices(Set<UUID> rules) {
        Map<UUID, SortedSet<String>> devices = new HashMap<>();
        for (Work work : service.allAtWork()) {
            for (UUID rule : rules) {
                work.engine().status(rule).stream()
                        .filter(status -> status.state().isActive())
                        .forEach(status -> add(devices, rule, status.subject()));
            }
            work.actions().waiting().stream()
                    .filter(intent -> rules.contains(intent.ruleId()) && intent.undoes())
                    .forEach(intent -> add(devices, intent.ruleId(), intent.source()));
        }
        return devices;
    }

    private static void add(Map<UUID, SortedSet<String>> to, UUID rule, String device) {
        to.computeIfAbsent(rule, any -> new TreeSet<>()).add(device);
    }
}
