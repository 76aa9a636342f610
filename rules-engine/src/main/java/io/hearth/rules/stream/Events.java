package io.hearth.rules.stream;

import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

/** A stream as it goes over HTTP. */
final class Events {
    private Events() {}

    static Multi<OutboundSseEvent> of(Feed feed, Wish wish, String lastEventId, Sse sse) {
        return Multi.createFrom().publisher(feed.listen(wish, lastEventId)).map(message -> switch (message) {
            case Message.Event(String id, String name, String json) -> event(id, name, json, sse);
            case Message.Heartbeat() -> sse.newEventBuilder().comment("alive").build();
        });
    }

    private static OutboundSseEvent event(String id, String name, String json, Sse sse) {
        OutboundSseEvent.Builder event = sse.newEventBuilder()
                .name(name)
                .mediaType(MediaType.TEXT_PLAIN_TYPE)
                .data(String.class, json);
        return id.isEmpty() ? event.build() : event.id(id).build();
    }
}
