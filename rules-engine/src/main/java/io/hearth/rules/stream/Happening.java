package io.hearth.rules.stream;

import io.hearth.rules.rule.Severity;
import java.util.List;

/**
 * Something that clients may want to know.
 *
 * @param number   ascending from 1 in this life of the service
 * @param name     what sort of event
 * @param rule     the rule's name
 * @param device   the device that the rule's selector stands for
 * @param labels   the rule's labels
 * @param severity how bad it is
 * @param json     what is said of it
 */
record Happening(
        long number, String name, String rule, String device, List<String> labels, Severity severity, String json) {}
