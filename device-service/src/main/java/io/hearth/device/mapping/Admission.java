package io.hearth.device.mapping;

import io.hearth.contracts.metadata.Device;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether a device may be added: what it and its profile say of topics and payloads must make sense. What makes sense and is
 * not built (AutoEvents) is a {@link Problem} of the device, but no reason to refuse it.
 */
public final class Admission {
    private static final int TOLD = 5;

    private Admission() {}

    /**
     * Why the device cannot be taken, with each setting and what is allowed; empty when it can.
     *
     * @param others the devices that are there
     */
    public static Optional<String> objection(Device device, Optional<MappedProfile> profile, MappingIndex others) {
        if (device.profileName().isEmpty()) {
            return objection(others.checked(MappedDevice.of(device, null)), false);
        }
        MappedDevice mapped = others.checked(MappedDevice.of(device, profile.orElse(null)));
        Optional<Problem> taken = profile.flatMap(known -> others.objection(mapped, known));
        return objection(taken.map(mapped::with).orElse(mapped), true);
    }

    private static Optional<String> objection(MappedDevice device, boolean profiled) {
        List<Problem> problems = device.problems().stream()
                .filter(problem ->
                        senseless(problem) || profiled && problem.field().equals("profileName"))
                .toList();
        if (problems.isEmpty()) {
            return Optional.empty();
        }
        String more = problems.size() > TOLD ? "; and " + (problems.size() - TOLD) + " more" : "";
        return Optional.of(
                problems.stream().limit(TOLD).map(Problem::toString).collect(Collectors.joining("; ")) + more);
    }

    private static boolean senseless(Problem problem) {
        return problem.field().startsWith("protocols.")
                || problem.field().startsWith("attributes.")
                || problem.field().equals("name");
    }
}
