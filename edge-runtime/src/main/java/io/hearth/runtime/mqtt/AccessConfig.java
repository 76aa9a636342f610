package io.hearth.runtime.mqtt;

import java.nio.file.Path;
import java.util.Optional;

/** How we get in at a broker: who we are, and encryption. */
public interface AccessConfig {
    /** The user to log in as; none when absent. */
    Optional<String> username();

    /** The user's password. */
    Optional<String> password();

    /** A file whose first line is the user to log in as, in place of {@link #username}; read at each connection. */
    Optional<Path> usernameFile();

    /** A file whose first line is the user's password, in place of {@link #password}; read at each connection. */
    Optional<Path> passwordFile();

    /** Encryption, and our own certificate. */
    TlsConfig tls();
}
