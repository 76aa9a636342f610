package io.hearth.system;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Arrays;

/** The service modules, told apart by their package. */
final class Services implements SliceAssignment {
    static final String[] PACKAGES = {
        "io.hearth.metadata..", "io.hearth.coredata..", "io.hearth.command..", "io.hearth.device..", "io.hearth.rules.."
    };

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
        String name = javaClass.getPackageName() + ".";
        return Arrays.stream(PACKAGES)
                .map(pattern -> pattern.substring(0, pattern.length() - 1))
                .filter(name::startsWith)
                .findFirst()
                .map(SliceIdentifier::of)
                .orElseGet(SliceIdentifier::ignore);
    }

    @Override
    public String getDescription() {
        return "services";
    }
}
