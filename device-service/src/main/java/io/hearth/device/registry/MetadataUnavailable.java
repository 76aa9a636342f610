package io.hearth.device.registry;

/** core-metadata could not be asked, or did not answer as it should; the message says what was tried. */
public final class MetadataUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MetadataUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
