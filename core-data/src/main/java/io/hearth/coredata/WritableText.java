package io.hearth.coredata;

/** The texts of settings that may change while the service runs. */
public final class WritableText {
    private WritableText() {}

    /**
     * Yes or no.
     *
     * @throws IllegalArgumentException for anything but {@code true} and {@code false}, in any letter case
     */
    public static boolean bool(String text) {
        return switch (text.strip().toLowerCase(java.util.Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' is not true or false");
        };
    }
}
