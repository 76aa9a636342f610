package io.hearth.runtime.mqtt;

import com.hivemq.client.internal.mqtt.MqttClientConnectionConfig;
import com.hivemq.client.mqtt.lifecycle.MqttClientConnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttClientConnectedListener;
import io.netty.handler.flush.FlushConsolidationHandler;

/**
 * Packets that a connection has to send at one time go to the broker in one write. The client writes each acknowledgement by itself,
 * and a write costs more than all else that is done for it: here, and at a broker that is woken up for it.
 */
public final class WrittenTogether implements MqttClientConnectedListener {
    /** So many packets are not kept back any longer, though there are more. */
    private static final int MOST = 256;

    @Override
    public void onConnected(MqttClientConnectedContext context) {
        // Each connection has a pipeline of its own. The client knows it and does not tell, see 0007.
        context.getClientConfig().getConnectionConfig().ifPresent(connection -> ((MqttClientConnectionConfig)
                        connection)
                .getChannel()
                .pipeline()
                .addFirst(new FlushConsolidationHandler(MOST, true)));
    }
}
