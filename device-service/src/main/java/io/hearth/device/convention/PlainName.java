package io.hearth.device.convention;

/** Names that can be in topics, paths and addresses as they are, from texts that people have written. */
public final class PlainName {
    private static final int LONGEST = 128;

    private PlainName() {}

    /**
     * The text with {@code -} for everything that is neither letter nor digit nor one of {@code _.:-}, of at most 128
     * characters; empty when nothing is left.
     */
    public static String of(String text) {
        StringBuilder name = new StringBuilder();
        text.strip().codePoints().forEach(c -> {
            if (Character.isLetterOrDigit(c) || "_.:-".indexOf(c) >= 0) {
                name.appendCodePoint(c);
            } else if (!name.isEmpty() && name.charAt(name.length() - 1) != '-') {
                name.append('-');
            }
        });
        int end = Math.min(LONGEST, name.length());
        if (end > 0 && end < name.length() && Character.isHighSurrogate(name.charAt(end - 1))) {
            end--;
        }
        String plain = name.substring(0, end).replaceAll("^[-_.:]+|-+$", "");
        return plain;
    }
}
