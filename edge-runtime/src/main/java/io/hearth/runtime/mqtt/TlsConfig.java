package io.hearth.runtime.mqtt;

import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** How a connection to a broker is encrypted: {@code <prefix>.tls.*}, the same for every connection that has it. */
public interface TlsConfig {
    /** Whether the connection is encrypted. */
    @WithDefault("false")
    boolean enabled();

    /** A PEM file of the authorities whose certificates are trusted; those of the JDK when absent. */
    Optional<Path> caFile();

    /** A PEM file of our own certificate, and behind it those of the authorities between; with {@link #keyFile}. */
    Optional<Path> certFile();

    /** A PEM file of our own certificate's private key, not encrypted: PKCS#8, or PKCS#1 for RSA. */
    Optional<Path> keyFile();

    /** A PKCS#12 file of our own certificate and its private key, in place of the two PEM files. */
    Optional<Path> keyStore();

    /** The PKCS#12 file's password. */
    Optional<String> keyStorePassword();

    /** A file whose first line is the PKCS#12 file's password. */
    Optional<Path> keyStorePasswordFile();

    /** Whether the broker's certificate must be for the host name that we connect to. Off, anybody of the authority's is let pass. */
    @WithDefault("true")
    boolean verifyHostname();
}
