package io.hearth.runtime.bus;

import com.hivemq.client.mqtt.lifecycle.MqttClientReconnector;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The pause of a client between two attempts to reach the broker. The client itself cannot be told meanwhile that it has been left: it
 * would make one more attempt, and throw out whoever has come with the same client id since. So it is asked at the end of the pause
 * whether it is still wanted, and the pause ends at once when it is not.
 */
final class ReconnectPause {
    private final BooleanSupplier wanted;
    private final CompletableFuture<Void> gone;
    private volatile CompletableFuture<Void> pause = CompletableFuture.completedFuture(null);

    /**
     * There is none yet.
     *
     * @param wanted whether there is to be another attempt
     * @param gone   is done when there will be none
     */
    ReconnectPause(BooleanSupplier wanted, CompletableFuture<Void> gone) {
        this.wanted = wanted;
        this.gone = gone;
    }

    /** To be called by the listener of a disconnection, which has set all else: for as long as the client means to wait. */
    void begin(MqttClientReconnector reconnector) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        pause = over;
        if (!goesOn(reconnector)) {
            return;
        }
        over.completeOnTimeout(null, reconnector.getDelay(TimeUnit.NANOSECONDS), TimeUnit.NANOSECONDS);
        reconnector.delay(0, TimeUnit.NANOSECONDS).reconnectWhen(over, (done, failure) -> goesOn(reconnector));
    }

    private boolean goesOn(MqttClientReconnector reconnector) {
        boolean again = wanted.getAsBoolean();
        reconnector.reconnect(again);
        if (!again) {
            gone.complete(null);
        }
        return again;
    }

    /** Ends the pause, if there is one; to be called when the client is no longer wanted. */
    void end() {
        pause.complete(null);
    }
}
