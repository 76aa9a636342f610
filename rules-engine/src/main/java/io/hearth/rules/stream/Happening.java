package io.hearth.rules.stream;

import io.hearth.rules.rule.Severity;
import java.util.List;
import java.util.function.Supplier;

/**
 * Something that clients may want to know.
 *
 * @param number   ascending from 1 in this life of the service
 * @param name     what sort of event
 * @param rule     the rule's name
 * @param device   the device that the rule's selector stands for
 * @param labels   the rule's labels
 * @param severity how bad it is
 * @param said     what is said of it; made when the first client wants it, since most of the time nobody listens
 */
record Happening(
        long number, String name, String rule, String device, List<String> labels, Severity severity, Said said) {
    /** A text that is made once, when it is wanted. */
    static final class Said {
        private Supplier<String> maker;
        private String text;

        Said(Supplier<String> maker) {
            this.maker = maker;
        }

        synchronized String text() {
            if (maker != null) {
                text = maker.get();
                maker = null;
            }
            return text;
        }
    }

    String json() {
        return said.text();
    }
}
