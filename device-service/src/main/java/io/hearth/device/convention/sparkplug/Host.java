package io.hearth.device.convention.sparkplug;

import io.hearth.device.convention.sparkplug.SparkplugTopic.Owner;
import io.hearth.device.intake.DeviceMessage;
import io.hearth.device.intake.Translation;
import io.hearth.device.reading.Reason;
import java.util.List;
import java.util.Optional;

/** What is around the nodes: who hears of what they say, and who has their devices. */
interface Host {
    /** Hands a message on. */
    void pass(DeviceMessage message);

    /** A message of a node or a device has come, and is not handed on yet. */
    void heard(Owner owner);

    /** Whether core-metadata's devices are as the birth certificate says, and known. */
    boolean isPlaced(Birth birth);

    /** Whether {@link #isPlaced} may answer otherwise than when this was asked last. */
    boolean hasChanged();

    /** Has core-metadata told; what is against it, when too many wait for that. */
    Optional<String> place(Newborn newborn);

    /** The node and its devices that core-metadata has. */
    List<Owner> known(Owner node);

    /** Asks for a node's birth certificates; false when that cannot be now. */
    boolean ask(Owner node);

    /** Hands a message on as one to put aside. */
    default void refuse(DeviceMessage message, Reason reason, String detail) {
        pass(message.as(Translation.refused(reason, detail)));
    }

    /** Hands a message on as one that says that these are not there any more. */
    default void gone(DeviceMessage message, List<Owner> who) {
        pass(message.as(new Translation(who.stream().map(Readings::offline).toList(), Optional.empty())));
    }
}
