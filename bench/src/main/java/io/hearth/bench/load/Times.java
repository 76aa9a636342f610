package io.hearth.bench.load;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * How long things took, as it goes from process to process.
 *
 * @param encoded an HdrHistogram of ns, compressed, in base64
 */
record Times(String encoded) {
    static Times of(Histogram nanos) {
        ByteBuffer octets = ByteBuffer.allocate(nanos.getNeededByteBufferCapacity());
        int length = nanos.encodeIntoCompressedByteBuffer(octets);
        return new Times(Base64.getEncoder().encodeToString(Arrays.copyOf(octets.array(), length)));
    }

    /** The histogram, ns. */
    Histogram histogram() {
        try {
            return Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(encoded)), 0);
        } catch (DataFormatException e) {
            throw new IllegalStateException("not a histogram: " + encoded, e);
        }
    }
}
