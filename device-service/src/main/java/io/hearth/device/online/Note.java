package io.hearth.device.online;

import io.hearth.contracts.metadata.OperatingState;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What core-metadata is to be told of a device, or was told by us. A device without one is as core-metadata has it. */
sealed interface Note {
    /** The state that it is to have. */
    OperatingState wanted();

    /** As a text of one line, for {@link #parse}. */
    String text();

    /**
     * It is offline, and so it is DOWN.
     *
     * @param cause    how that is known
     * @param since    Unix ms
     * @param lastSeen when it was last heard of, Unix ms; 0: not since the service was started
     * @param told     whether core-metadata has shown it DOWN since
     * @param client   which client its broker told of; empty when it was not the broker
     */
    record Offline(Cause cause, long since, long lastSeen, boolean told, String client) implements Note {
        Offline shown() {
            return new Offline(cause, since, lastSeen, true, client);
        }

        @Override
        public OperatingState wanted() {
            return OperatingState.DOWN;
        }

        @Override
        public String text() {
            String by = client.isEmpty() ? "" : " " + URLEncoder.encode(client, StandardCharsets.UTF_8);
            return "offline " + cause + " " + since + " " + lastSeen + " " + told + by;
        }
    }

    /**
     * It is back, and core-metadata does not show it UP yet.
     *
     * @param since Unix ms
     */
    record Back(long since) implements Note {
        @Override
        public OperatingState wanted() {
            return OperatingState.UP;
        }

        @Override
        public String text() {
            return "back " + since;
        }
    }

    /** Reads what {@link #text} wrote; absent when it is something else. */
    static Optional<Note> parse(String text) {
        String[] words = text.split(" ");
        try {
            if ((words.length == 5 || words.length == 6) && words[0].equals("offline")) {
                return Optional.of(new Offline(
                        Cause.valueOf(words[1]),
                        Long.parseLong(words[2]),
                        Long.parseLong(words[3]),
                        Boolean.parseBoolean(words[4]),
                        words.length == 6 ? URLDecoder.decode(words[5], StandardCharsets.UTF_8) : ""));
            }
            return words.length == 2 && words[0].equals("back")
                    ? Optional.of(new Back(Long.parseLong(words[1])))
                    : Optional.empty();
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }
}
