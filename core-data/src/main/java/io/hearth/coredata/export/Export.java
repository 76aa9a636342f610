package io.hearth.coredata.export;

import io.hearth.coredata.AlarmClock;
import io.hearth.coredata.JsonText;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.function.BiConsumer;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Writes what a range holds while it is read. The client sets the pace: when it does not take what was written, nothing more
 * is read, and when it is gone, neither. What fails on the way ends the connection without its end, so that nobody takes the
 * part for the whole.
 */
final class Export<T> implements StreamingOutput {
    private static final int PIECE = 64 * 1024;

    private final ExportGate.Pass pass;
    private final Iterator<T> items;
    private final Format format;
    private final BiConsumer<T, JsonText> write;
    private final boolean compressed;
    private final Runnable breakOff;
    private final Patience patience;

    /** How long a client may take for a piece. */
    record Patience(AlarmClock clock, Duration stall) {}

    /** @param breakOff ends the connection at once */
    Export(
            ExportGate.Pass pass,
            Iterator<T> items,
            Format format,
            BiConsumer<T, JsonText> write,
            boolean compressed,
            Runnable breakOff,
            Patience patience) {
        this.pass = pass;
        this.breakOff = breakOff;
        this.patience = patience;
        this.items = items;
        this.format = format;
        this.write = write;
        this.compressed = compressed;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        boolean whole = false;
        try {
            writeAll(out);
            whole = true;
        } finally {
            if (!whole) {
                // Before anybody can write an answer to the failure behind the part, and a proper end behind that.
                breakOff.run();
            }
            pass.leave();
        }
    }

    private void writeAll(OutputStream out) throws IOException {
        GZIPOutputStream gzip = compressed ? new FastGzip(out) : null;
        OutputStream to = compressed ? gzip : out;
        JsonText piece = new JsonText(PIECE + PIECE / 4);
        format.begin(piece);
        while (items.hasNext()) {
            write.accept(items.next(), piece);
            if (piece.size() >= PIECE) {
                send(piece, to);
            }
        }
        send(piece, to);
        // Only here: closed after a failure, the part would look like the whole.
        if (compressed) {
            gzip.finish();
        }
    }

    /** A client that takes nothing for too long does not keep the place from others. */
    private void send(JsonText piece, OutputStream to) throws IOException {
        try (AlarmClock.Limit limit = patience.clock.limit(patience.stall)) {
            piece.drainTo(to);
        }
    }

    /** The lines are so much alike that the quickest compression is enough. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, PIECE);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
