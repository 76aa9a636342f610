package io.hearth.coredata.export;

import io.hearth.coredata.AlarmClock;
import io.hearth.coredata.DataConfig;
import io.hearth.coredata.JsonText;
import io.hearth.coredata.QueryGate;
import io.hearth.coredata.TimeRanges;
import io.hearth.coredata.store.Selection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Answers with whole ranges, newest first, streamed; compressed when {@code Accept-Encoding} takes gzip. */
@Singleton
class Exports {
    private final ExportGate exports;
    private final QueryGate queries;
    private final Export.Patience patience;

    Exports(ExportGate exports, QueryGate queries, AlarmClock clock, DataConfig config) {
        this.exports = exports;
        this.queries = queries;
        this.patience = new Export.Patience(clock, config.export().stall());
    }

    /** What is asked for; without a device all, without a start or an end no bound. */
    static Selection selection(String device, String start, String end) {
        Optional<String> one = Optional.ofNullable(device).filter(name -> !name.isEmpty());
        String from = start == null || start.isEmpty() ? "0" : start;
        String to = end == null || end.isEmpty() ? Long.toString(Long.MAX_VALUE) : end;
        return new Selection(one, Set.of(), TimeRanges.of(from, to));
    }

    /** Begins to read what is to be sent. */
    interface Walk<T> {
        Iterator<T> begin();
    }

    <T> Response answer(
            String name, Walk<T> walk, Format format, BiConsumer<T, JsonText> write, RoutingContext request) {
        ExportGate.Pass pass = exports.enter();
        // Whatever becomes of the answer: the handler is not called for a connection that we break off, and the writing
        // not begun for a client that is gone already.
        request.addEndHandler(ended -> pass.leave());
        // The first step is taken before the answer begins: what fails at once is answered as an error.
        Iterator<T> items = queries.passUnlimited(() -> {
            Iterator<T> first = walk.begin();
            first.hasNext();
            return first;
        });
        String encodings = request.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
        boolean compressed =
                encodings != null && encodings.toLowerCase(Locale.ROOT).contains("gzip");
        Response.ResponseBuilder answer = Response.ok(new Export<>(
                        pass, items, format, write, compressed, () -> breakOff(request.request()), patience))
                .type(format.mediaType())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + name + "." + format.suffix() + "\"");
        if (compressed) {
            answer.header(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        return answer.build();
    }

    /**
     * Ends an answer as what it is, broken. The connection's own {@code close}, to which the channel's leads too, would first
     * send what waits, and meanwhile somebody else can still write a proper end behind it: the pipeline is passed by.
     */
    private static void breakOff(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else {
            ((ConnectionBase) request.connection())
                    .channel()
                    .pipeline()
                    .firstContext()
                    .close();
        }
    }
}
