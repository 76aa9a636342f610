package io.hearth.rules.document;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at texts of actions that mean something to those who do them. Each method throws {@link IllegalArgumentException},
 * naming the field, its value and what is allowed.
 */
public interface ActionTexts {
    /** Texts, and texts inside of a tree of plain values, with placeholders. */
    void template(String path, Object tree);

    /** The topic of a message; may hold placeholders. */
    void topic(String path, String topic);

    /** A request; the path is that of the object with the fields url, method, headers and timeout. */
    void webhook(String path, String url, String method, Map<String, String> headers, Optional<Duration> timeout);

    /** Takes all: for what was looked at when it was saved. */
    static ActionTexts any() {
        return new ActionTexts() {
            @Override
            public void template(String path, Object tree) {}

            @Override
            public void topic(String path, String topic) {}

            @Override
            public void webhook(
                    String path, String url, String method, Map<String, String> headers, Optional<Duration> timeout) {}
        };
    }
}
