package io.hearth.rules.check;

import io.hearth.rules.device.Knowledge;
import io.hearth.rules.document.Places;
import io.hearth.rules.rule.Action;
import io.hearth.rules.rule.Rule;
import io.hearth.rules.rule.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Devices, profiles and resources that a rule names and nobody knows. They may come later. */
final class NameCheck {
    private final RuleCatalog catalog;
    private final List<Finding> warnings = new ArrayList<>();

    private NameCheck(RuleCatalog catalog) {
        this.catalog = catalog;
    }

    static List<Finding> of(RuleCatalog catalog, Places places) {
        NameCheck check = new NameCheck(catalog);
        Rule rule = catalog.rule();
        check.subject(rule.subject());
        Leaves.each(rule.when()).forEach(condition -> {
            Leaves.silentDevice(condition)
                    .flatMap(device -> device)
                    .ifPresent(device -> check.device(places.of(condition) + ".device", device));
            Leaves.measures(condition).forEach((field, measure) -> {
                String path = places.of(condition) + (field.isEmpty() ? "" : "." + field);
                measure.signal().device().ifPresent(device -> check.device(path + ".device", device));
                check.resource(
                        path + ".resource",
                        measure.signal().device(),
                        measure.signal().resource());
            });
        });
        check.actions("then", rule.then());
        check.actions("otherwise", rule.otherwise());
        return check.warnings;
    }

    private void subject(Selector subject) {
        Knowledge knowledge = catalog.knowledge();
        switch (subject) {
            case Selector.Device(String name) -> device("when.device", name);
            case Selector.Profile(String name) -> {
                if (knowledge.profile(name).isEmpty()) {
                    warn("when.profile", "is \"" + name + "\", and there is no such profile now");
                } else if (knowledge.of(subject).isEmpty()) {
                    warn("when.profile", "is \"" + name + "\", and no device has it now");
                }
            }
            case Selector.Label(String label) -> {
                if (knowledge.of(subject).isEmpty()) {
                    warn("when.label", "is \"" + label + "\", and no device has it now");
                }
            }
            case Selector.Pattern(String glob) -> {
                if (knowledge.of(subject).isEmpty()) {
                    warn("when.devicePattern", "is \"" + glob + "\", and no device is named like it now");
                }
            }
        }
    }

    private void device(String path, String name) {
        if (catalog.knowledge().device(name).isEmpty()) {
            warn(path, "is \"" + name + "\", and there is no such device now");
        }
    }

    private void resource(String path, Optional<String> device, String resource) {
        if (!catalog.profiles(device).isEmpty()
                && catalog.resources(device, resource).isEmpty()) {
            warn(path, "is \"" + resource + "\", and " + catalog.words(device) + " has no such resource now");
        }
    }

    private void actions(String field, List<Action> actions) {
        for (int i = 0; i < actions.size(); i++) {
            String path = field + "[" + i + "].";
            switch (actions.get(i)) {
                case Action.Command command -> {
                    command.device().ifPresent(device -> device(path + "command.device", device));
                    command.confirm()
                            .ifPresent(confirm ->
                                    resource(path + "command.confirm.resource", command.device(), confirm.resource()));
                }
                case Action.Write write -> {
                    write.device().ifPresent(device -> device(path + "write.device", device));
                    resource(path + "write.resource", write.device(), write.resource());
                }
                case Action.Publish publish -> {}
                case Action.Webhook webhook -> {}
                case Action.Notify notify -> {}
            }
        }
    }

    private void warn(String path, String rest) {
        warnings.add(Finding.of(path, rest));
    }
}
