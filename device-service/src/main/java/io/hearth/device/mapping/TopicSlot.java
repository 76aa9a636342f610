package io.hearth.device.mapping;

/**
 * Where in a topic a name is.
 *
 * @param name     what is named
 * @param position the index of its level
 * @param before   how many characters of the level stand before it
 * @param after    how many stand behind it
 */
public record TopicSlot(String name, int position, int before, int after) {
    static TopicSlot of(Level.Named level, int position) {
        return new TopicSlot(
                level.name(), position, level.before().length(), level.after().length());
    }

    /** The name in a topic that the template matches. */
    public String in(String[] topic) {
        String level = topic[position];
        return before == 0 && after == 0 ? level : level.substring(before, level.length() - after);
    }
}
