package io.hearth.rules.front;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How far a client has heard the streams of all shares: the last event of each, in one id. */
public final class Position {
    private final Map<Integer, String> last = new TreeMap<>();

    /** As {@link #text} has said it; what is none of ours is passed on to each share, which says that it does not know it. */
    public static Position of(Optional<String> lastEventId, int shares) {
        Position position = new Position();
        lastEventId.filter(text -> !text.isBlank()).ifPresent(text -> {
            for (int share = 0; share < shares; share++) {
                position.last.put(share, text.strip());
            }
            if (text.contains("=")) {
                position.last.clear();
                for (String part : text.strip().split(",")) {
                    position.read(part);
                }
            }
        });
        return position;
    }

    private void read(String part) {
        int equals = part.indexOf('=');
        try {
            last.put(Integer.parseInt(part.substring(0, equals)), part.substring(equals + 1));
        } catch (NumberFormatException | IndexOutOfBoundsException notOurs) {
            // That share is heard from now on.
        }
    }

    /** What was heard last of a share. */
    public synchronized Optional<String> of(int share) {
        return Optional.ofNullable(last.get(share));
    }

    /** An event of a share was heard. */
    public synchronized void heard(int share, String eventId) {
        last.put(share, eventId);
    }

    /** As the client says it when it comes back. */
    public synchronized String text() {
        StringBuilder text = new StringBuilder();
        last.forEach((share, id) ->
                text.append(text.isEmpty() ? "" : ",").append(share).append('=').append(id));
        return text.toString();
    }
}
