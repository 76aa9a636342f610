package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.ApiVersion;

/** The units of measure. */
public record UnitsOfMeasureResponse(
        String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String message,
        int statusCode,
        UnitsOfMeasure uom) {

    /** 200. */
    public static UnitsOfMeasureResponse of(UnitsOfMeasure uom) {
        return new UnitsOfMeasureResponse(ApiVersion.V3, "", "", 200, uom);
    }
}
