package io.hearth.contracts.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Which version a service is of (EdgeX API, common routes).
 *
 * @param sdkVersion of the SDK that a device or application service is built with; "" and left out for the others
 */
public record VersionResponse(
        String apiVersion,
        String version,
        String serviceName,

        @JsonProperty("sdk_version") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        String sdkVersion) {
    public VersionResponse {
        sdkVersion = sdkVersion == null ? "" : sdkVersion;
    }

    /** Of a service that is built with no SDK. */
    public VersionResponse(String apiVersion, String version, String serviceName) {
        this(apiVersion, version, serviceName, "");
    }
}
