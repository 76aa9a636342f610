package io.hearth.device.intake;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * What was published on a connection and is not acknowledged yet. The client would send it again on the next connection, hours
 * later perhaps: a command that its asker was told had failed must not be carried out then.
 */
final class OpenPublishes {
    private final Set<CompletableFuture<Void>> open = new HashSet<>();
    private boolean connected;

    synchronized void connected() {
        connected = true;
    }

    /** One more; absent when there is no connection to publish it on. */
    synchronized Optional<CompletableFuture<Void>> add() {
        if (!connected) {
            return Optional.empty();
        }
        CompletableFuture<Void> told = new CompletableFuture<>();
        open.add(told);
        return Optional.of(told);
    }

    synchronized void done(CompletableFuture<Void> told) {
        open.remove(told);
    }

    /** The connection is lost: what was open on it, for whoever asks to be told. */
    synchronized List<CompletableFuture<Void>> lost() {
        connected = false;
        List<CompletableFuture<Void>> left = List.copyOf(open);
        open.clear();
        return left;
    }
}
