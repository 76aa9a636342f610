package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.ApiVersion;
import java.util.List;

/**
 * A page of provision watchers.
 *
 * @param totalCount how many there are in all
 */
public record MultiProvisionWatchersResponse(
        String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String message,
        int statusCode,
        long totalCount,
        List<ProvisionWatcher> provisionWatchers) {

    /** 200 with the page. */
    public static MultiProvisionWatchersResponse of(long totalCount, List<ProvisionWatcher> provisionWatchers) {
        return new MultiProvisionWatchersResponse(ApiVersion.V3, "", "", 200, totalCount, provisionWatchers);
    }
}
