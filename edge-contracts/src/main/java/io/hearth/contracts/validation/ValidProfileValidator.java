package io.hearth.contracts.validation;

import io.hearth.contracts.metadata.DeviceCommand;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.DeviceResource;
import io.hearth.contracts.metadata.ReadWrite;
import io.hearth.contracts.metadata.ResourceOperation;
import io.hearth.contracts.metadata.ResourceProperties;
import io.hearth.contracts.value.ValueType;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds a profile against {@link ValidProfile}. */
public final class ValidProfileValidator implements ConstraintValidator<ValidProfile, DeviceProfile> {
    /** How many complaints of this kind one answer has at most. */
    private static final int SHOWN = 20;

    @Override
    public boolean isValid(DeviceProfile profile, ConstraintValidatorContext context) {
        List<String> problems = problems(profile);
        if (problems.isEmpty()) {
            return true;
        }
        context.disableDefaultConstraintViolation();
        problems.stream().limit(SHOWN).map(Literal::text).forEach(text -> context.buildConstraintViolationWithTemplate(
                        text)
                .addConstraintViolation());
        return false;
    }

    /** Everything in which the parts of the profile do not fit together. */
    public static List<String> problems(DeviceProfile profile) {
        List<String> problems = new ArrayList<>();
        Map<String, DeviceResource> resources = new HashMap<>();
        for (DeviceResource resource : profile.deviceResources()) {
            if (resource == null || resource.properties() == null) {
                problems.add("deviceResources has an item without properties");
                continue;
            }
            if (resources.putIfAbsent(resource.name(), resource) != null) {
                problems.add("device resource " + resource.name() + " is there twice");
            }
            if (isWritableBinary(resource.properties())) {
                problems.add(
                        "device resource " + resource.name() + ": a Binary cannot be written, readWrite must be R");
            }
        }
        Set<String> commands = new HashSet<>();
        for (DeviceCommand command : profile.deviceCommands()) {
            if (command == null) {
                problems.add("deviceCommands has an item that is null");
                continue;
            }
            if (!commands.add(command.name())) {
                problems.add("device command " + command.name() + " is there twice");
            }
            operations(resources, command, problems);
        }
        return problems;
    }

    private static boolean isWritableBinary(ResourceProperties properties) {
        return properties.type().filter(type -> type == ValueType.BINARY).isPresent()
                && ReadWrite.canWrite(properties.readWrite());
    }

    private static void operations(
            Map<String, DeviceResource> resources, DeviceCommand command, List<String> problems) {
        for (ResourceOperation operation : command.resourceOperations()) {
            if (operation == null) {
                continue; // a rule of the command itself
            }
            DeviceResource resource = resources.get(operation.deviceResource());
            if (resource == null) {
                problems.add("device command " + command.name() + ": there is no device resource "
                        + operation.deviceResource());
            } else if (!compatible(resource, command)) {
                problems.add("device command " + command.name() + ": readWrite " + command.readWrite()
                        + " is not allowed by device resource " + operation.deviceResource());
            }
        }
    }

    private static boolean compatible(DeviceResource resource, DeviceCommand command) {
        return !ReadWrite.isValid(resource.properties().readWrite())
                || !ReadWrite.isValid(command.readWrite())
                || ReadWrite.allows(resource.properties().readWrite(), command.readWrite());
    }
}
