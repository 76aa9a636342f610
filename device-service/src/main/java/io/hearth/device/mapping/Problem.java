package io.hearth.device.mapping;

/**
 * A setting of a profile or device that makes no sense. What depends on it is left out; everything else works.
 *
 * @param profile  the profile, empty when the device itself is at fault
 * @param resource the resource or command, empty when it concerns the whole device
 * @param field    the setting, e.g. {@code attributes.qos}
 * @param text     the value and what is allowed
 */
public record Problem(String profile, String resource, String field, String text) {
    @Override
    public String toString() {
        String where = profile.isEmpty() ? "" : "profile '" + profile + "' ";
        String what = resource.isEmpty() ? "" : "'" + resource + "' ";
        return where + what + field + " " + text;
    }
}
