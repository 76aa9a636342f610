package io.hearth.device.intake;

import io.hearth.contracts.event.ReadingValue;
import io.hearth.device.mapping.MappedDevice;
import io.hearth.device.mapping.MappedProfile;
import io.hearth.device.reading.Decoded;
import io.hearth.device.reading.Reason;
import io.hearth.device.reading.Rejection;
import io.hearth.device.transform.Conversion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What becomes of devices' values (EdgeX API, transforms), whichever way they come in or go out. */
public final class Conversions {
    private final boolean dataTransform;
    private final BiConsumer<String, String> assertionFailed;

    /**
     * The conversions.
     *
     * @param dataTransform   whether arithmetic is done
     * @param assertionFailed told the device and the reason; must not block
     */
    public Conversions(boolean dataTransform, BiConsumer<String, String> assertionFailed) {
        this.dataTransform = dataTransform;
        this.assertionFailed = assertionFailed;
    }

    /** What values have become. */
    public sealed interface Result {}

    /** The values of readings. */
    public record Converted(List<Decoded.Value> values) implements Result {}

    /** One of them is not what its assertion says, and so none is used. */
    public record Failed(Rejection rejection) implements Result {}

    /** That of one resource, for values that are written. */
    public Conversion of(MappedProfile profile, String resource) {
        Conversion conversion = profile.conversion(resource);
        return dataTransform ? conversion : conversion.withoutArithmetic();
    }

    /** What becomes of values that a device has sent. */
    public Result read(MappedDevice device, List<Decoded.Value> values) {
        Optional<MappedProfile> profile =
                device.profile().filter(known -> !known.conversions().isEmpty());
        if (profile.isEmpty()) {
            return new Converted(values);
        }
        List<Decoded.Value> converted = new ArrayList<>(values.size());
        for (Decoded.Value value : values) {
            if (!(value.value() instanceof ReadingValue.Simple simple)) {
                converted.add(value);
                continue;
            }
            Conversion conversion = of(profile.get(), value.binding().resource());
            switch (conversion.read(value.type(), simple.text())) {
                case Conversion.Value result ->
                    converted.add(new Decoded.Value(
                            value.binding(), result.type(), new ReadingValue.Simple(result.text()), value.measured()));
                case Conversion.AssertionFailed failed -> {
                    return failed(device, value, failed);
                }
            }
        }
        return new Converted(converted);
    }

    private Failed failed(MappedDevice device, Decoded.Value value, Conversion.AssertionFailed failed) {
        String why = "resource '" + value.binding().resource() + "' is '" + failed.text()
                + "', and its assertion says '" + failed.expected() + "'";
        assertionFailed.accept(device.name(), why);
        return new Failed(new Rejection(Reason.ASSERTION_FAILED, why));
    }
}
