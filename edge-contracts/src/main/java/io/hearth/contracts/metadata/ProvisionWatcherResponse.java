package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.ApiVersion;

/** One provision watcher. */
public record ProvisionWatcherResponse(
        String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String message,
        int statusCode,
        ProvisionWatcher provisionWatcher) {

    /** 200. */
    public static ProvisionWatcherResponse of(ProvisionWatcher provisionWatcher) {
        return new ProvisionWatcherResponse(ApiVersion.V3, "", "", 200, provisionWatcher);
    }
}
