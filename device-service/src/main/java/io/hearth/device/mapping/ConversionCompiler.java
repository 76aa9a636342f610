package io.hearth.device.mapping;

import io.hearth.contracts.metadata.DeviceCommand;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.DeviceResource;
import io.hearth.contracts.metadata.ResourceOperation;
import io.hearth.device.transform.Arithmetic;
import io.hearth.device.transform.Conversion;
import java.util.HashMap;
import java.util.Map;

/**
 * What becomes of the values of a profile's resources. Mappings are a resource's, whichever way it is read: those of the first
 * operation of a command that has some for it, as in EdgeX.
 */
final class ConversionCompiler {
    private ConversionCompiler() {}

    /** By resource; those are left out of whose values nothing becomes. */
    static Map<String, Conversion> compile(DeviceProfile profile) {
        Map<String, Map<String, String>> mappings = new HashMap<>();
        for (DeviceCommand command : profile.deviceCommands()) {
            for (ResourceOperation operation : command.resourceOperations()) {
                if (!operation.mappings().isEmpty()) {
                    mappings.putIfAbsent(operation.deviceResource(), operation.mappings());
                }
            }
        }
        Map<String, Conversion> conversions = new HashMap<>();
        for (DeviceResource resource : profile.deviceResources()) {
            resource.properties().type().ifPresent(type -> {
                Conversion conversion = new Conversion(
                        Arithmetic.of(type, resource.properties()),
                        resource.properties().assertion(),
                        mappings.getOrDefault(resource.name(), Map.of()));
                if (!conversion.equals(Conversion.NONE)) {
                    conversions.put(resource.name(), conversion);
                }
            });
        }
        return Map.copyOf(conversions);
    }
}
