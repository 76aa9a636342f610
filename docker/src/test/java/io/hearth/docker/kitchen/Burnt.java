package io.hearth.docker.kitchen;

/** What is thrown. */
public final class Burnt extends RuntimeException {}
