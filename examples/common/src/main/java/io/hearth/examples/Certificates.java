package io.hearth.examples;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * The certificates of devices, in PEM: for each {@code NAME.crt} and {@code NAME.key} (PKCS#8, RFC 5958), and {@code ca.crt},
 * who vouches for the broker.
 */
public record Certificates(Path folder) {
    private static final char[] NO_PASSWORD = {};

    /** TLS as this device speaks it; a file that cannot be used is an IllegalArgumentException that names it. */
    MqttClientSslConfig of(String device) {
        return MqttClientSslConfig.builder()
                .trustManagerFactory(trust(folder.resolve("ca.crt")))
                .keyManagerFactory(keys(folder.resolve(device + ".crt"), folder.resolve(device + ".key")))
                .build();
    }

    private static TrustManagerFactory trust(Path file) {
        try {
            KeyStore store = empty();
            store.setCertificateEntry("authority", certificate(file));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            return trust;
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(file, e);
        }
    }

    private static KeyManagerFactory keys(Path certificateFile, Path keyFile) {
        Certificate certificate;
        try {
            certificate = certificate(certificateFile);
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(certificateFile, e);
        }
        try {
            KeyStore store = empty();
            store.setKeyEntry("own", key(keyFile, certificate), NO_PASSWORD, new Certificate[] {certificate});
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
            return keys;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw unusable(keyFile, e);
        }
    }

    /** Of the algorithm that the certificate names. */
    private static PrivateKey key(Path file, Certificate certificate) throws IOException, GeneralSecurityException {
        String body = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
        return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body)));
    }

    private static Certificate certificate(Path file) throws IOException, GeneralSecurityException {
        try (InputStream pem = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(pem);
        }
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static IllegalArgumentException unusable(Path file, Exception why) {
        return new IllegalArgumentException("'" + file + "' cannot be used, allowed is PEM: " + why, why);
    }
}
