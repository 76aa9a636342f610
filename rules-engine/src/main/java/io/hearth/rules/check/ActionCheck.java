package io.hearth.rules.check;

import io.hearth.rules.device.KnownCommand;
import io.hearth.rules.device.KnownProfile;
import io.hearth.rules.rule.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Commands that devices do not have, and values that they do not take. */
final class ActionCheck {
    private final RuleCatalog catalog;
    private final List<Finding> errors = new ArrayList<>();
    private final List<Finding> warnings = new ArrayList<>();

    private ActionCheck(RuleCatalog catalog) {
        this.catalog = catalog;
    }

    static Findings of(RuleCatalog catalog) {
        ActionCheck check = new ActionCheck(catalog);
        check.actions("then", catalog.rule().then());
        check.actions("otherwise", catalog.rule().otherwise());
        return new Findings(check.errors, check.warnings);
    }

    private void actions(String field, List<Action> actions) {
        for (int i = 0; i < actions.size(); i++) {
            String path = field + "[" + i + "]";
            switch (actions.get(i)) {
                case Action.Command command -> command(path + ".command", command);
                case Action.Write write ->
                    value(path + ".write.value", write.device(), write.resource(), write.value());
                case Action.Publish publish -> {}
                case Action.Webhook webhook -> {}
                case Action.Notify notify -> {}
            }
        }
    }

    private void command(String path, Action.Command command) {
        command.confirm()
                .ifPresent(confirm ->
                        value(path + ".confirm.value", command.device(), confirm.resource(), confirm.value()));
        List<KnownProfile> profiles = catalog.profiles(command.device());
        Optional<KnownCommand> known = profiles.stream()
                .flatMap(profile -> profile.command(command.command()).stream())
                .findFirst();
        if (known.isEmpty()) {
            if (!profiles.isEmpty()) {
                warn(
                        path + ".command",
                        "is \"" + command.command() + "\", and " + catalog.words(command.device())
                                + " has no such command now");
            }
            return;
        }
        if (!known.get().writable()) {
            warn(path + ".command", "is \"" + command.command() + "\", which can only be read");
        }
        values(path + ".values", command, known.get());
    }

    private void values(String path, Action.Command command, KnownCommand known) {
        for (Map.Entry<String, Object> value : command.values().entrySet()) {
            if (known.resources().contains(value.getKey())) {
                value(path + "." + value.getKey(), command.device(), value.getKey(), value.getValue());
            } else {
                warn(
                        path + "." + value.getKey(),
                        "is no resource of command \"" + known.name() + "\"; it has "
                                + String.join(", ", known.resources()));
            }
        }
        List<String> missing = known.resources().stream()
                .filter(resource -> !command.values().containsKey(resource)
                        && !known.optional().contains(resource))
                .toList();
        if (!missing.isEmpty()) {
            warn(path, "lacks " + String.join(", ", missing) + " of command \"" + known.name() + "\"");
        }
    }

    /** An error when no profile takes it. */
    private void value(String path, Optional<String> device, String resource, Object value) {
        List<Optional<String>> allowed = catalog.resources(device, resource).stream()
                .map(known -> Values.allowedInsteadOf(value, known))
                .toList();
        if (!allowed.isEmpty() && allowed.stream().allMatch(Optional::isPresent)) {
            errors.add(Finding.of(
                    path,
                    "is " + value + ", which \"" + resource + "\" does not take; allowed is "
                            + allowed.getFirst().orElseThrow()));
        }
    }

    private void warn(String path, String rest) {
        warnings.add(Finding.of(path, rest));
    }
}
