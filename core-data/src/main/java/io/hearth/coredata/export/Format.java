package io.hearth.coredata.export;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.coredata.JsonText;
import io.hearth.coredata.store.StoredEvent;
import io.hearth.coredata.store.StoredReading;

/** How an export is written, one line an item. */
enum Format {
    /** RFC 4180, with a line of names first; an event takes a line for each of its readings. */
    CSV("text/csv; charset=UTF-8", "csv") {
        @Override
        void begin(JsonText out) {
            out.ascii(CsvLine.NAMES);
        }

        @Override
        void event(StoredEvent event, JsonText out) {
            event.readingsNewestFirst().forEach(reading -> CsvLine.write(reading, out));
        }

        @Override
        void reading(StoredReading reading, JsonText out) {
            CsvLine.write(reading, out);
        }
    },

    /** A JSON object a line, as the lists have it. */
    JSONL("application/x-ndjson", "jsonl") {
        @Override
        void begin(JsonText out) {}

        @Override
        void event(StoredEvent event, JsonText out) {
            event.writeTo(out, false);
            out.octet('\n');
        }

        @Override
        void reading(StoredReading reading, JsonText out) {
            reading.writeTo(out, false);
            out.octet('\n');
        }
    };

    private final String mediaType;
    private final String suffix;

    Format(String mediaType, String suffix) {
        this.mediaType = mediaType;
        this.suffix = suffix;
    }

    /** The format of this name, CSV when there is none; 400 for another one. */
    static Format of(String name) {
        if (name == null || name.isEmpty()) {
            return CSV;
        }
        for (Format format : values()) {
            if (format.suffix.equalsIgnoreCase(name)) {
                return format;
            }
        }
        throw new EdgexException(
                ErrorKind.CONTRACT_INVALID, "query parameter format is '" + name + "', allowed are csv and jsonl");
    }

    String mediaType() {
        return mediaType;
    }

    String suffix() {
        return suffix;
    }

    abstract void begin(JsonText out);

    abstract void event(StoredEvent event, JsonText out);

    abstract void reading(StoredReading reading, JsonText out);
}
