package io.hearth.runtime.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemKeyTest {
    /** In PKCS#8, what stands before the PKCS#1 key of 2048 bits. */
    private static final int BEFORE_PKCS1 = 26;

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void a_key_in_pkcs8_is_read(String algorithm) throws GeneralSecurityException {
        PrivateKey key = key(algorithm);

        assertThat(PemKey.of(pem("PRIVATE KEY", key.getEncoded())).getEncoded()).isEqualTo(key.getEncoded());
    }

    @Test
    void an_rsa_key_in_pkcs1_is_read() throws GeneralSecurityException {
        PrivateKey key = key("RSA");
        byte[] pkcs8 = key.getEncoded();
        byte[] pkcs1 = Arrays.copyOfRange(pkcs8, BEFORE_PKCS1, pkcs8.length);

        assertThat(PemKey.of(pem("RSA PRIVATE KEY", pkcs1)).getEncoded()).isEqualTo(pkcs8);
    }

    @Test
    void other_forms_are_refused_with_what_is_allowed() throws GeneralSecurityException {
        byte[] key = key("EC").getEncoded();
        assertThatThrownBy(() -> PemKey.of(pem("EC PRIVATE KEY", key))).hasMessageContaining("PKCS#8");
        assertThatThrownBy(() -> PemKey.of("a password")).hasMessageContaining("no private key");
    }

    private static PrivateKey key(String algorithm) throws GeneralSecurityException {
        return generator(algorithm).generateKeyPair().getPrivate();
    }

    private static KeyPairGenerator generator(String algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (algorithm.equals("RSA")) {
            generator.initialize(2048);
        }
        return generator;
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + kind
                + "-----\n";
    }
}
