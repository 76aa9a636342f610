package io.hearth.command.list;

import io.hearth.command.CommandConfig;
import io.hearth.command.profile.Metadata;
import io.hearth.contracts.command.CoreCommand;
import io.hearth.contracts.command.CoreCommandParameter;
import io.hearth.contracts.command.DeviceCoreCommand;
import io.hearth.contracts.command.DeviceCoreCommandResponse;
import io.hearth.contracts.command.MultiDeviceCoreCommandsResponse;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceCommand;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.DeviceResource;
import io.hearth.contracts.metadata.MultiDevicesResponse;
import io.hearth.contracts.metadata.ReadWrite;
import io.hearth.runtime.rest.Page;
import io.hearth.runtime.rest.Paging;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says what can be asked of a device: its profile's commands and resources that are not hidden (EdgeX API, core-command). */
@Singleton
public class CommandList {
    private static final String AS_MANY = "-1";
    private static final String PATH = "/api/v3/device/name/";

    private final CommandConfig config;
    private final Metadata metadata;
    private final Paging paging;

    CommandList(CommandConfig config, Metadata metadata, Paging paging) {
        this.config = config;
        this.metadata = metadata;
        this.paging = paging;
    }

    /** Of one device; fails as core-metadata does when the device or its profile is not there. */
    public DeviceCoreCommandResponse of(String name) {
        Device device = metadata.device(name);
        List<CoreCommand> commands = device.profileName().isEmpty()
                ? List.of()
                : commands(device.name(), metadata.profile(device.profileName()));
        return DeviceCoreCommandResponse.of(new DeviceCoreCommand(device.name(), device.profileName(), commands));
    }

    /**
     * Of a page of devices. One without a profile has no commands and is left out, yet counted in the total.
     *
     * @param offset text, null when absent; 400 for what is no number that is allowed
     * @param limit  likewise, up to this service's own Service.MaxResultCount; -1 is as many as that and core-metadata's allow
     */
    public MultiDeviceCoreCommandsResponse all(String offset, String limit) {
        Page page = paging.page(offset, limit);
        return listed(metadata.devices(page.offset(), AS_MANY.equals(limit) ? -1 : page.limit()), page.limit());
    }

    /** As {@link #all} for numbers that are known to be allowed; a limit of -1 is as many as core-metadata allows, at most {@code most}. */
    MultiDeviceCoreCommandsResponse page(int offset, int limit, int most) {
        return listed(metadata.devices(offset, limit), limit < 0 ? most : limit);
    }

    private MultiDeviceCoreCommandsResponse listed(MultiDevicesResponse devices, int most) {
        Map<String, DeviceProfile> profiles = new HashMap<>();
        List<DeviceCoreCommand> listed = devices.devices().stream()
                .limit(most)
                .filter(device -> !device.profileName().isEmpty())
                .map(device -> {
                    DeviceProfile profile = profiles.computeIfAbsent(device.profileName(), metadata::profile);
                    return new DeviceCoreCommand(device.name(), profile.name(), commands(device.name(), profile));
                })
                .toList();
        // As Go writes a list that nothing was put into.
        boolean allSkipped = listed.isEmpty() && !devices.devices().isEmpty();
        return MultiDeviceCoreCommandsResponse.of(devices.totalCount(), allSkipped ? null : listed);
    }

    private List<CoreCommand> commands(String device, DeviceProfile profile) {
        Map<String, CoreCommand> commands = new LinkedHashMap<>();
        for (DeviceCommand command : profile.deviceCommands()) {
            if (!command.isHidden()) {
                List<CoreCommandParameter> parameters = command.resourceOperations().stream()
                        .flatMap(operation -> profile.resource(operation.deviceResource()).stream())
                        .map(CommandList::parameter)
                        .toList();
                commands.put(command.name(), command(device, command.name(), command.readWrite(), parameters));
            }
        }
        for (DeviceResource resource : profile.deviceResources()) {
            if (!resource.isHidden()) {
                commands.putIfAbsent(
                        resource.name(),
                        command(
                                device,
                                resource.name(),
                                resource.properties().readWrite(),
                                List.of(parameter(resource))));
            }
        }
        return List.copyOf(commands.values());
    }

    private CoreCommand command(String device, String name, String readWrite, List<CoreCommandParameter> parameters) {
        String path = PATH + Metadata.segment(device) + "/" + Metadata.segment(name);
        return new CoreCommand(
                name,
                ReadWrite.canRead(readWrite),
                ReadWrite.canWrite(readWrite),
                path,
                config.publicUrl().toString(),
                parameters);
    }

    private static CoreCommandParameter parameter(DeviceResource resource) {
        return new CoreCommandParameter(resource.name(), resource.properties().valueType());
    }
}
