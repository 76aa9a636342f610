package io.hearth.metadata.device;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.rest.ApiVersion;
import java.util.List;

/**
 * A device as it is answered: EdgeX's fields, and beside them when it last reported, which EdgeX's clients ignore.
 *
 * @param device       the device
 * @param lastReported when core-data stored its latest event, Unix ms; left out when it never reported
 */
public record ReportedDevice(
        @JsonUnwrapped Device device,
        @JsonInclude(JsonInclude.Include.NON_NULL) Long lastReported) {

    /** One device, 200. */
    public record One(String apiVersion, int statusCode, ReportedDevice device) {
        static One of(ReportedDevice device) {
            return new One(ApiVersion.V3, 200, device);
        }
    }

    /**
     * A page of devices, 200.
     *
     * @param totalCount how many there are in all
     */
    public record Page(String apiVersion, int statusCode, long totalCount, List<ReportedDevice> devices) {
        static Page of(long totalCount, List<ReportedDevice> devices) {
            return new Page(ApiVersion.V3, 200, totalCount, devices);
        }
    }
}
