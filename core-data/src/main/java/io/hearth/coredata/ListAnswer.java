package io.hearth.coredata;

import io.hearth.contracts.rest.ApiVersion;
import io.hearth.coredata.aggregate.AggregateReading;
import io.hearth.coredata.store.Listing;
import io.hearth.coredata.store.StoredEvent;
import io.hearth.coredata.store.StoredReading;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.BiConsumer;

/** The answers to lists (EdgeX API, multi GET), with {@code nextCursor} beside, which EdgeX's clients pass over. */
public final class ListAnswer {
    private static final int ROOM_EACH = 320;

    private ListAnswer() {}

    /** Events, their numbers as text or as numbers. */
    public static Response events(Listing<StoredEvent> events, boolean numeric) {
        return list("events", events, (event, out) -> event.writeTo(out, numeric));
    }

    /** Readings, their numbers as text or as numbers. */
    public static Response readings(Listing<StoredReading> readings, boolean numeric) {
        return list("readings", readings, (reading, out) -> reading.writeTo(out, numeric));
    }

    /**
     * Groups of readings summed up; there is no total.
     *
     * @param function as the client sent it
     */
    public static Response aggregates(String function, List<AggregateReading> groups) {
        JsonText out = begin(groups.size());
        out.octet(',').name("aggregateFunc").text(function);
        items("readings", groups, (group, to) -> group.writeTo(to), out);
        return end(out);
    }

    private static <T> Response list(String name, Listing<T> listing, BiConsumer<T, JsonText> item) {
        JsonText out = begin(listing.items().size());
        out.octet(',').name("totalCount").number(listing.totalCount());
        items(name, listing.items(), item, out);
        if (!listing.nextCursor().isEmpty()) {
            out.octet(',').name("nextCursor").text(listing.nextCursor());
        }
        return end(out);
    }

    private static JsonText begin(int items) {
        return new JsonText(ROOM_EACH * (items + 1))
                .octet('{')
                .name("apiVersion")
                .text(ApiVersion.V3)
                .octet(',')
                .name("statusCode")
                .number(200);
    }

    private static <T> void items(String name, List<T> items, BiConsumer<T, JsonText> write, JsonText out) {
        out.octet(',').name(name).octet('[');
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                out.octet(',');
            }
            write.accept(items.get(i), out);
        }
        out.octet(']');
    }

    private static Response end(JsonText out) {
        return Response.ok(out.octet('}').toBytes(), MediaType.APPLICATION_JSON_TYPE)
                .build();
    }
}
