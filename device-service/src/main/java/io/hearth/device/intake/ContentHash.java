package io.hearth.device.intake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** 128 bits that stand for a topic and a payload. */
record ContentHash(long high, long low) {
    /** Makes them, for one thread at a time: to look the algorithm up for each message costs as much as the hash of a small one. */
    static final class Maker {
        private final MessageDigest digest;

        Maker() {
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        ContentHash of(String topic, byte[] payload) {
            digest.update(topic.getBytes(StandardCharsets.UTF_8));
            // No topic has a NUL, so topic and payload cannot run into each other.
            digest.update((byte) 0);
            ByteBuffer hash = ByteBuffer.wrap(digest.digest(payload));
            return new ContentHash(hash.getLong(), hash.getLong());
        }
    }
}
