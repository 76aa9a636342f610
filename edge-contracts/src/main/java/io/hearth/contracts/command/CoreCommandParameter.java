package io.hearth.contracts.command;

/** A resource that a command reads or writes. */
public record CoreCommandParameter(String resourceName, String valueType) {}
