package io.hearth.runtime.mqtt;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientSslConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/** TLS towards a broker, from files. They are read each time it is asked for, so that renewed ones count. */
public final class Tls {
    private static final char[] NO_PASSWORD = {};

    private final TlsConfig config;
    private final String prefix;

    /**
     * TLS with these settings.
     *
     * @param prefix what the settings' names begin with, e.g. {@code hearth.device.mqtt.tls}, for messages
     */
    public Tls(TlsConfig config, String prefix) {
        this.config = config;
        this.prefix = prefix;
    }

    /** Whether the connection is encrypted. */
    public boolean isEnabled() {
        return config.enabled();
    }

    /** Whether any of its settings is set. */
    boolean isSet() {
        return config.enabled() || files().values().stream().anyMatch(Optional::isPresent);
    }

    /**
     * That the settings make sense and their files can be used.
     *
     * @throws IllegalArgumentException naming the setting, its value and what is allowed
     */
    void check() {
        if (config.enabled()) {
            settings();
            return;
        }
        files().forEach((name, file) -> file.ifPresent(unused -> {
            throw new IllegalArgumentException(prefix + "." + name + " is '" + unused + "' and " + prefix
                    + ".enabled is false, allowed is true: the connection would not be encrypted");
        }));
    }

    private Map<String, Optional<Path>> files() {
        Map<String, Optional<Path>> files = new LinkedHashMap<>();
        files.put("ca-file", config.caFile());
        files.put("cert-file", config.certFile());
        files.put("key-file", config.keyFile());
        files.put("key-store", config.keyStore());
        return files;
    }

    /**
     * The client's settings.
     *
     * @throws IllegalArgumentException naming the setting when a file cannot be used or settings contradict each other
     */
    public MqttClientSslConfig settings() {
        MqttClientSslConfigBuilder builder = MqttClientSslConfig.builder();
        config.caFile().ifPresent(file -> builder.trustManagerFactory(trust(file)));
        own().ifPresent(store -> builder.keyManagerFactory(keys(store)));
        if (!config.verifyHostname()) {
            builder.hostnameVerifier((host, session) -> true);
        }
        return builder.build();
    }

    /** What is wrong with our own certificate by the clock, which the broker may refuse without saying why; empty when nothing is. */
    public String ownTrouble(Instant now) {
        try {
            Optional<KeyStore> own = own();
            if (own.isEmpty()) {
                return "";
            }
            String alias = own.get().aliases().nextElement();
            X509Certificate certificate = (X509Certificate) own.get().getCertificate(alias);
            if (now.isAfter(certificate.getNotAfter().toInstant())) {
                return "our own certificate has expired, it was valid until " + text(certificate.getNotAfter());
            }
            return now.isBefore(certificate.getNotBefore().toInstant())
                    ? "our own certificate is not valid yet, it will be from " + text(certificate.getNotBefore())
                    : "";
        } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
            return String.valueOf(unreadable.getMessage());
        }
    }

    private static String text(Date date) {
        return date.toInstant().toString();
    }

    private TrustManagerFactory trust(Path caFile) {
        try {
            KeyStore store = empty();
            int count = 0;
            for (Certificate authority : certificates(caFile)) {
                store.setCertificateEntry("authority-" + count++, authority);
            }
            if (count == 0) {
                throw new GeneralSecurityException("it holds no certificate, allowed is PEM");
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            return trust;
        } catch (IOException | GeneralSecurityException unreadable) {
            throw unusable("ca-file", caFile, unreadable);
        }
    }

    private KeyManagerFactory keys(KeyStore store) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password().toCharArray());
            return keys;
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalArgumentException(
                    prefix + ": our own key cannot be used: " + unreadable.getMessage(), unreadable);
        }
    }

    private String password() {
        return Secret.of(prefix + ".key-store-password", config.keyStorePassword(), config.keyStorePasswordFile())
                .orElse("");
    }

    private Optional<KeyStore> own() {
        if (config.keyStore().isPresent()
                && (config.certFile().isPresent() || config.keyFile().isPresent())) {
            throw new IllegalArgumentException(
                    prefix + ".key-store and " + prefix + ".cert-file are both set, allowed is one of them");
        }
        if (config.certFile().isPresent() != config.keyFile().isPresent()) {
            throw new IllegalArgumentException(
                    prefix + ".cert-file and " + prefix + ".key-file belong together, and only one of them is set");
        }
        return config.keyStore().map(this::pkcs12).or(() -> config.certFile().map(this::pem));
    }

    private KeyStore pkcs12(Path file) {
        try (InputStream stored = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(stored, password().toCharArray());
            if (!store.aliases().hasMoreElements()) {
                throw new GeneralSecurityException("it holds nothing that this password opens");
            }
            return store;
        } catch (IOException | GeneralSecurityException unreadable) {
            throw unusable("key-store", file, unreadable);
        }
    }

    private KeyStore pem(Path certFile) {
        Certificate[] chain;
        try {
            chain = certificates(certFile).toArray(Certificate[]::new);
            if (chain.length == 0) {
                throw new GeneralSecurityException("it holds no certificate, allowed is PEM");
            }
        } catch (IOException | GeneralSecurityException unreadable) {
            throw unusable("cert-file", certFile, unreadable);
        }
        Path keyFile = config.keyFile().orElseThrow();
        try {
            PrivateKey key = PemKey.of(Files.readString(keyFile));
            KeyStore store = empty();
            store.setKeyEntry("own", key, NO_PASSWORD, chain);
            return store;
        } catch (IOException | GeneralSecurityException unreadable) {
            throw unusable("key-file", keyFile, unreadable);
        }
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws IOException, GeneralSecurityException {
        try (InputStream pem = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(pem);
        }
    }

    private IllegalArgumentException unusable(String setting, Path file, Exception why) {
        return new IllegalArgumentException(
                prefix + "." + setting + " is '" + file + "', which cannot be used: " + why, why);
    }
}
