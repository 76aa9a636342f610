package io.hearth.command.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.hearth.command.Caller;
import io.hearth.command.Command;
import io.hearth.command.CommandConfig;
import io.hearth.command.Outcome;
import io.hearth.contracts.codec.Json;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes down who asked what of which device, when, what came of it and how long it took: when the command goes out, and again when its
 * outcome is known, so that one whose process was killed has left a trace. Nobody is answered before the first is stored.
 */
@Singleton
public class Journal {
    private static final String CUT = "...";

    private final JournalWriter writer;
    private final JournalConfig config;
    private final String instance;
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final AtomicInteger count = new AtomicInteger();

    Journal(JournalWriter writer, CommandConfig config) {
        this.writer = writer;
        this.config = config.journal();
        this.instance = config.instance();
    }

    /** What will be written of a command: when it goes out, and at its {@link #end}. */
    public static final class Line {
        private final Optional<Entry> entry;
        private final long began = System.nanoTime();
        private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);
        private String service = "";

        private Line(Optional<Entry> entry) {
            this.entry = entry;
        }

        /** The device service, once it is known. */
        public void servedBy(String name) {
            service = name;
        }
    }

    /** Which run of this replica writes. */
    String run() {
        return run;
    }

    /** The line of a command that begins now; nothing is written yet. */
    public Line line(Command command) {
        return new Line(command.isSet() || config.reads() ? Optional.of(entry(command)) : Optional.empty());
    }

    /** Writes a command down as under way, as it goes out; returns at once, see {@link #await}. */
    public void underWay(Line line) {
        line.entry.ifPresent(entry -> line.written = writer.writeForSure(entry, JournalOutcome.UNDER_WAY));
    }

    /** Returns when the command is written down, when Redis is away, or when that takes too long. */
    public void await(Line line) {
        writer.await(line.written);
    }

    /** Writes down what became of it; returns at once. */
    public void end(Line line, Outcome outcome) {
        line.entry.ifPresent(entry -> write(entry, line.service, outcome, System.nanoTime() - line.began));
    }

    /** Writes a command down that was refused before it was begun; returns at once. */
    public void note(Command command, Outcome outcome) {
        if (command.isSet() || config.reads()) {
            write(entry(command), "", outcome, 0);
        }
    }

    private void write(Entry entry, String service, Outcome outcome, long took) {
        JournalOutcome end = JournalOutcome.of(outcome);
        Entry ended =
                switch (outcome) {
                    case Outcome.Answered(String type, JsonNode payload) ->
                        entry.ended(service, end, outcome.status(), "", kept(payload), took);
                    case Outcome.NotDone failed ->
                        entry.ended(service, end, outcome.status(), cut(failed.message()), null, took);
                };
        writer.write(ended, end);
    }

    private Entry entry(Command command) {
        Instant now = Instant.now();
        long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
        Caller caller = command.caller();
        return new Entry(
                run + String.format("%08x", count.incrementAndGet()),
                micros * 1_000,
                command.id().toString(),
                command.correlationId(),
                command.device(),
                "",
                command.name(),
                command.method().level(),
                kept(command.payload()),
                new Entry.Who(caller.kind().text(), caller.name(), caller.way().text(), cut(caller.address())),
                JournalOutcome.UNDER_WAY.text(),
                0,
                "",
                null,
                0,
                instance,
                run);
    }

    /** As much of it as is kept; the text of its beginning when that is not all. */
    private JsonNode kept(JsonNode node) {
        if (node == null || node.isNull() || config.maxValueBytes() == 0) {
            return null;
        }
        byte[] text = Json.bytes(node);
        return text.length <= config.maxValueBytes()
                ? node
                : TextNode.valueOf(cut(new String(text, StandardCharsets.UTF_8)));
    }

    private String cut(String text) {
        return cut(text, Math.max(config.maxValueBytes(), 256));
    }

    /** Half a surrogate pair is no text: it goes as a whole. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most) + CUT;
    }
}
