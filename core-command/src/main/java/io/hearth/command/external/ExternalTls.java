package io.hearth.command.external;

import io.hearth.runtime.mqtt.TlsConfig;
import java.nio.file.Path;
import java.util.Optional;

/** The TLS settings of the external broker, of which the first had a name of its own: {@code ca-file}. */
record ExternalTls(ExternalConfig config) implements TlsConfig {
    @Override
    public boolean enabled() {
        return true;
    }

    @Override
    public Optional<Path> caFile() {
        return config.tls().caFile().or(config::caFile);
    }

    @Override
    public Optional<Path> certFile() {
        return config.tls().certFile();
    }

    @Override
    public Optional<Path> keyFile() {
        return config.tls().keyFile();
    }

    @Override
    public Optional<Path> keyStore() {
        return config.tls().keyStore();
    }

    @Override
    public Optional<String> keyStorePassword() {
        return config.tls().keyStorePassword();
    }

    @Override
    public Optional<Path> keyStorePasswordFile() {
        return config.tls().keyStorePasswordFile();
    }

    @Override
    public boolean verifyHostname() {
        return config.tls().verifyHostname();
    }
}
