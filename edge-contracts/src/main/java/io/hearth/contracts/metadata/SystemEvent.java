package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * A change that a service tells of (EdgeX message bus, system events).
 *
 * @param type      {@code device}, {@code deviceprofile}, {@code deviceservice} or {@code provisionwatcher}
 * @param action    {@code add}, {@code update} or {@code delete}
 * @param source    who tells, e.g. {@code core-metadata}
 * @param owner     the service that the change concerns
 * @param tags      null when there are none
 * @param details   the changed thing, whole
 * @param timestamp Unix ns
 */
public record SystemEvent(
        String apiVersion,
        String type,
        String action,
        String source,
        String owner,
        @JsonInclude Map<String, String> tags,
        Object details,
        long timestamp) {}
