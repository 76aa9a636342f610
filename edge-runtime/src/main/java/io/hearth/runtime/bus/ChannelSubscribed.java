package io.hearth.runtime.bus;

/**
 * A CDI event, asynchronous: a channel of the {@link BusConnector} is subscribed, for the first time or again after its
 * connection was lost. Should the broker have lost the channel's session, what was sent before is gone: who must not miss
 * anything reads anew what the channel tells of.
 *
 * @param channel the channel's name, e.g. {@code ds-system}
 */
public record ChannelSubscribed(String channel) {}
