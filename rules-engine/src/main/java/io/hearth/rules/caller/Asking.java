package io.hearth.rules.caller;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Who asks, of a request that is kept with who it was. */
public class Asking {
    private static final String WHAT = "who asks: person or rule, or person:<name>, rule:<name>";

    @HeaderParam(Caller.HEADER)
    @Parameter(description = WHAT, example = "person:alice")
    String header;

    @QueryParam(Caller.QUERY)
    @Parameter(description = WHAT + "; the header counts when both are there")
    String query;

    /** Who; 400 for what is not allowed: a name that is mistyped must not stand in a history for good. */
    public Caller who() {
        return Caller.of(header, query);
    }
}
