package io.hearth.rules.action.template;

/** A piece of a template. */
public sealed interface Part {
    /** Text that stays as it is. */
    record Literal(String text) implements Part {}

    /** A place that is filled. */
    record Placeholder(String name) implements Part {}
}
