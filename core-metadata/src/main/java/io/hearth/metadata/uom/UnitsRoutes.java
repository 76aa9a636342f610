package io.hearth.metadata.uom;

import io.hearth.contracts.metadata.UnitsOfMeasureResponse;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Units of measure over REST (EdgeX API, core-metadata). */
@Path("/core-metadata/api/v3/uom")
@RunOnVirtualThread
@Tag(name = "units of measure")
public class UnitsRoutes {
    private static final String YAML = "application/x-yaml";

    private final Units units;

    UnitsRoutes(Units units) {
        this.units = units;
    }

    /** As EdgeX, JSON for everybody who does not ask for YAML: nothing that is accepted is a 406. */
    @GET
    @Operation(summary = "Reads the units of measure, as JSON or as the YAML file that they come from")
    public Response get(@HeaderParam(HttpHeaders.ACCEPT) String accept) {
        return accept != null && accept.contains(YAML)
                ? Response.ok(units.yaml()).type(YAML).build()
                : Response.ok(UnitsOfMeasureResponse.of(units.known()))
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .build();
    }
}
