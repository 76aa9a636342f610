package io.hearth.runtime.mqtt;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Private keys in PEM: PKCS#8 (RFC 5958), and PKCS#1 (RFC 8017, A.1.2), in which AWS IoT hands out its RSA keys. */
final class PemKey {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]*)PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519", "RSASSA-PSS");
    /** Version 0 and the algorithm rsaEncryption, as DER. */
    private static final byte[] RSA_HEAD = {
        2, 1, 0, 0x30, 0x0d, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 5, 0
    };

    private static final byte SEQUENCE = 0x30;
    private static final byte OCTETS = 4;

    private PemKey() {}

    /** The key of a PEM text; {@link GeneralSecurityException} says what is allowed. */
    static PrivateKey of(String pem) throws GeneralSecurityException {
        Matcher block = BLOCK.matcher(pem);
        if (!block.find()) {
            throw new GeneralSecurityException("it holds no private key that is not encrypted, allowed is PEM");
        }
        byte[] der = Base64.getMimeDecoder().decode(block.group(2));
        return switch (block.group(1).strip()) {
            case "" -> pkcs8(der);
            case "RSA" -> pkcs8(wrapped(der));
            case String other ->
                throw new GeneralSecurityException("its form '" + other
                        + " PRIVATE KEY' is not allowed, allowed is PKCS#8 (openssl pkcs8 -topk8 -nocrypt)");
        };
    }

    private static PrivateKey pkcs8(byte[] der) throws GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (GeneralSecurityException another) {
                // of the next algorithm, then
            }
        }
        throw new GeneralSecurityException("its private key is of no known kind, allowed are " + ALGORITHMS);
    }

    private static byte[] wrapped(byte[] rsa) {
        byte[] key = tagged(OCTETS, rsa);
        byte[] body = Arrays.copyOf(RSA_HEAD, RSA_HEAD.length + key.length);
        System.arraycopy(key, 0, body, RSA_HEAD.length, key.length);
        return tagged(SEQUENCE, body);
    }

    /** DER: tag, length in the long form of two octets, contents. */
    private static byte[] tagged(byte tag, byte[] contents) {
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        der.write(tag);
        der.write(0x82);
        der.write(contents.length >> 8);
        der.write(contents.length);
        der.writeBytes(contents);
        return der.toByteArray();
    }
}
