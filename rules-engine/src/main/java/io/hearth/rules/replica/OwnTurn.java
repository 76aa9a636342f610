package io.hearth.rules.replica;

/** For what is answered from what is known of devices and actions, which a replica that stands by does not keep. */
@FunctionalInterface
public interface OwnTurn {
    /** Refuses with {@link StandingBy} when it is not this replica's turn. */
    void require();
}
