package io.hearth.device.intake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** 128 bits that stand for a topic and a payload. */
record ContentHash(long high, long low) {
    static ContentHash of(String topic, byte[] payload) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(topic.getBytes(StandardCharsets.UTF_8));
            // No topic has a NUL, so topic and payload cannot run into each other.
            digest.update((byte) 0);
            ByteBuffer hash = ByteBuffer.wrap(digest.digest(payload));
            return new ContentHash(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
