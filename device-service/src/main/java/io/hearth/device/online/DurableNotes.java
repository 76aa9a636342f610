package io.hearth.device.online;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * A text for each of some names that outlives the process: a change is in the file, at its end, before the call returns. The file
 * is written anew when most of it is past. What is cut off by the machine's end is passed over. A disk that takes nothing more is
 * told of once; the notes then last as long as the process.
 */
public final class DurableNotes implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(DurableNotes.class);
    private static final int PAST_LINES = 10_000;

    private final Path path;
    private final Map<String, String> notes = new LinkedHashMap<>();
    /** Not a channel: one that an interrupted thread writes to is closed, and what a message said while we stop is lost. */
    private OutputStream file;

    private int lines;
    private boolean failing;

    private DurableNotes(Path path) {
        this.path = path;
    }

    /** The notes in this file, which is made when it is not there. */
    public static DurableNotes open(Path path) {
        DurableNotes notes = new DurableNotes(path);
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            notes.read();
            notes.rewrite();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + path + " (hearth.device.data-dir): " + e.getMessage(), e);
        }
        return notes;
    }

    /** What is noted of a name. */
    public synchronized Optional<String> get(String name) {
        return Optional.ofNullable(notes.get(name));
    }

    /** All, in the order in which the names came. */
    public synchronized Map<String, String> all() {
        return new LinkedHashMap<>(notes);
    }

    /** Notes a text without line breaks. */
    public synchronized void put(String name, String text) {
        if (!text.equals(notes.put(name, text))) {
            append("+" + encoded(name) + " " + text + "\n");
        }
    }

    /** Forgets a name. */
    public synchronized void remove(String name) {
        if (notes.remove(name) != null) {
            append("-" + encoded(name) + "\n");
        }
    }

    private void read() throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        String all = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        int whole = all.lastIndexOf('\n') + 1;
        all.substring(0, whole).lines().forEach(this::take);
    }

    private void take(String line) {
        int blank = line.indexOf(' ');
        try {
            if (line.startsWith("+") && blank > 0) {
                notes.put(decoded(line.substring(1, blank)), line.substring(blank + 1));
            } else if (line.startsWith("-")) {
                notes.remove(decoded(line.substring(1)));
            }
        } catch (IllegalArgumentException broken) {
            LOG.warnf("line passed over file=%s reason=%s", path, broken.getMessage());
        }
    }

    private void append(String line) {
        try {
            lines++;
            if (failing || lines > notes.size() + PAST_LINES) {
                rewrite();
            } else {
                file.write(line.getBytes(StandardCharsets.UTF_8));
            }
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                LOG.errorf("notes are not kept file=%s reason=%s", path, e.getMessage());
            }
            failing = true;
        }
    }

    private void rewrite() throws IOException {
        Path next = path.resolveSibling(path.getFileName() + ".next");
        StringBuilder all = new StringBuilder();
        notes.forEach((name, text) ->
                all.append('+').append(encoded(name)).append(' ').append(text).append('\n'));
        Files.writeString(next, all, StandardCharsets.UTF_8);
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        OutputStream before = file;
        file = Files.newOutputStream(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        lines = notes.size();
        if (before != null) {
            before.close();
        }
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    private static String decoded(String name) {
        return URLDecoder.decode(name, StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.debugf("file not closed file=%s reason=%s", path, e.getMessage());
        }
    }
}
