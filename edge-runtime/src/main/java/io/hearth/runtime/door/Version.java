package io.hearth.runtime.door;

/** The version of this build, from the jar's manifest; {@code dev} when run from class files. */
final class Version {
    static final String CURRENT = current();

    private Version() {}

    private static String current() {
        String fromManifest = Version.class.getPackage().getImplementationVersion();
        return fromManifest == null ? "dev" : fromManifest;
    }
}
