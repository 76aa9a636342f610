package io.hearth.command.guard;

import io.hearth.contracts.metadata.ResourceProperties;
import io.hearth.contracts.value.ValueType;
import java.math.BigDecimal;
import java.util.List;

/** Whether a value means on: what the profile lists as off is off; else 0, false, off and nothing are. */
final class OnOff {
    private static final List<String> OFF = List.of("off", "false", "0", "");

    private OnOff() {}

    static boolean isOn(ResourceProperties properties, List<String> offValues, String value) {
        boolean numeric = properties.type().map(ValueType::isNumeric).orElse(false);
        return (offValues.isEmpty() ? OFF : offValues).stream().noneMatch(off -> same(numeric, off, value.trim()));
    }

    private static boolean same(boolean numeric, String off, String value) {
        if (off.equalsIgnoreCase(value)) {
            return true;
        }
        try {
            return numeric && new BigDecimal(off).compareTo(new BigDecimal(value)) == 0;
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }
}
