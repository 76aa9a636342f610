package io.hearth.contracts.rest;

/** The version of EdgeX's API that is spoken, in every request, answer and envelope. */
public final class ApiVersion {
    /** EdgeX 3 and 4. */
    public static final String V3 = "v3";

    private ApiVersion() {}
}
