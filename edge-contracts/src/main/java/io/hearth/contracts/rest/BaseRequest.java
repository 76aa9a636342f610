package io.hearth.contracts.rest;

/** What every request item has (EdgeX API, envelopes). */
public interface BaseRequest {
    /** The version of the API that the sender speaks. */
    String apiVersion();

    /** "" or a uuid, which the answer to this item repeats. */
    String requestId();
}
