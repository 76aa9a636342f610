package io.hearth.coredata.event;

import io.hearth.contracts.event.AddEventRequest;

/**
 * An event at the door.
 *
 * @param from    the topic or path it was sent to
 * @param request what was sent, decoded and not yet checked
 */
public record Arrival(EventAddress from, AddEventRequest request) {}
