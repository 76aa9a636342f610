package io.hearth.device.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import io.hearth.contracts.metadata.DeviceCommand;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.DeviceResource;
import io.hearth.contracts.metadata.ReadWrite;
import io.hearth.contracts.metadata.ResourceOperation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Understands a profile; what makes no sense becomes a {@link Problem} and is left out, never an exception. */
public final class ProfileCompiler {
    private final DeviceProfile profile;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, MappedResource> resources = new LinkedHashMap<>();
    private final Map<String, MappedCommand> commands = new LinkedHashMap<>();

    private ProfileCompiler(DeviceProfile profile) {
        this.profile = profile;
    }

    /** The profile as far as it makes sense. */
    public static MappedProfile compile(DeviceProfile profile) {
        ProfileCompiler compiler = new ProfileCompiler(profile);
        profile.deviceResources().forEach(compiler::resource);
        profile.deviceCommands().forEach(compiler::command);
        return new MappedProfile(
                profile.name(),
                Collections.unmodifiableMap(compiler.resources),
                Collections.unmodifiableMap(compiler.commands),
                ConversionCompiler.compile(profile),
                List.copyOf(compiler.problems));
    }

    private void resource(DeviceResource resource) {
        ResourceCompiler.compile(profile.name(), resource, problems)
                .ifPresent(mapped -> resources.put(mapped.name(), mapped));
    }

    private void command(DeviceCommand command) {
        List<MappedCommand.Operation> operations = new ArrayList<>();
        for (ResourceOperation operation : command.resourceOperations()) {
            Optional<MappedCommand.Operation> mapped = operation(command, operation);
            if (mapped.isEmpty()) {
                return;
            }
            operations.add(mapped.get());
        }
        commands.put(
                command.name(),
                new MappedCommand(
                        command.name(),
                        ReadWrite.canRead(command.readWrite()),
                        ReadWrite.canWrite(command.readWrite()),
                        operations,
                        EventTags.ofCommand(command)));
    }

    private Optional<MappedCommand.Operation> operation(DeviceCommand command, ResourceOperation operation) {
        MappedResource resource = resources.get(operation.deviceResource());
        if (resource == null) {
            problem(command, "deviceResource", "'" + operation.deviceResource() + "' is not a usable resource");
            return Optional.empty();
        }
        return Optional.of(new MappedCommand.Operation(resource, operation.defaultValue()));
    }

    private void problem(DeviceCommand command, String field, String text) {
        problems.add(new Problem(profile.name(), command.name(), "resourceOperations." + field, text));
    }

    /** A JSON Pointer in the form of RFC 6901, with a message that says what is allowed. */
    static JsonPointer pointer(String text) {
        try {
            return JsonPointer.compile(text);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("is not a JSON Pointer, allowed is '' or what begins with '/'", wrong);
        }
    }
}
