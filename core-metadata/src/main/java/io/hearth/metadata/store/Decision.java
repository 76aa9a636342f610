package io.hearth.metadata.store;

/**
 * What is to be done about one request, and what is answered once it is done.
 *
 * @param change the change, with what it takes for granted
 * @param answer the answer to the one who asked
 */
public record Decision<A>(Change change, A answer) {}
