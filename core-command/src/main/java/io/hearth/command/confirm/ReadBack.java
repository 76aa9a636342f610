package io.hearth.command.confirm;

import io.hearth.command.profile.OwnSettings;
import io.hearth.command.profile.Write;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.DeviceResource;
import io.hearth.contracts.metadata.ReadWrite;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import java.util.Map;

/**
 * What proves that a resource was set.
 *
 * @param proof    the resource to read: the one that was set, or the one that its attribute {@code confirmBy} names
 * @param expected the value that it then has; {@code confirmValues} translates where the two speak differently
 */
record ReadBack(DeviceResource proof, String expected) {

    /** The proof of one write, which has a value; 400 when the resource cannot be read and no other is named. */
    static ReadBack of(DeviceProfile profile, Write write) {
        OwnSettings settings = write.settings();
        String value = write.value().orElseThrow();
        DeviceResource proof = settings.text("confirmBy", "the name of a resource")
                .map(name -> profile.resource(name)
                        .orElseThrow(() ->
                                settings.wrong("confirmBy", name, "a resource of profile '" + profile.name() + "'")))
                .orElse(write.resource());
        if (!ReadWrite.canRead(proof.properties().readWrite())) {
            throw new EdgexException(
                    ErrorKind.CONTRACT_INVALID,
                    "the command was not sent: resource '" + proof.name()
                            + "' cannot be read back, its readWrite is '"
                            + proof.properties().readWrite()
                            + "'; the attribute hearth.confirmBy can name one that can");
        }
        Map<String, String> words = settings.table("confirmValues");
        return new ReadBack(proof, words.getOrDefault(value, value));
    }

    /** Whether the profile wants the write confirmed though nobody asked. */
    static boolean wanted(Write write) {
        return write.value().isPresent() && write.settings().flag("confirm").orElse(false);
    }

    /** Whether a value that was read is the expected one. */
    boolean provenBy(String read) {
        return SameValue.same(proof.properties().type(), expected, read);
    }
}
