package io.hearth.device.intake;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A broker as before MQTT 5: it refuses a CONNECT of another protocol level than 4 (MQTT 3.1.1, 3.1.2.2); a real one serves the others. */
final class OldBroker implements AutoCloseable {
    private static final int LEVEL = 4;
    private static final byte[] UNACCEPTABLE = {0x20, 2, 0, 1};

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int real;
    private final AtomicInteger refused = new AtomicInteger();
    private final Set<Socket> served = ConcurrentHashMap.newKeySet();
    private volatile boolean renewed;
    private volatile int hangUps;

    OldBroker(int real) throws IOException {
        this.real = real;
        Thread.startVirtualThread(() -> {
            while (!door.isClosed()) {
                try {
                    Socket client = door.accept();
                    Thread.startVirtualThread(() -> serve(client));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    int port() {
        return door.getLocalPort();
    }

    /** How many connections were refused. */
    int refused() {
        return refused.get();
    }

    /** It is replaced by one that knows MQTT 5: connections are lost, and new ones are let through whatever they speak. */
    void renew() throws IOException {
        renewed = true;
        for (Socket client : served) {
            client.close();
        }
    }

    /** So many times, as a proxy whose broker is not there yet: it takes the connection, and then there is nobody. */
    void hangUp(int times) {
        hangUps = times;
    }

    private void serve(Socket client) {
        try (client) {
            if (refused.get() < hangUps) {
                refused.incrementAndGet();
                return;
            }
            DataInputStream in = new DataInputStream(client.getInputStream());
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            head.write(in.readByte());
            for (int octet = 0x80; (octet & 0x80) != 0; ) {
                octet = in.readByte();
                head.write(octet);
            }
            byte[] protocol = in.readNBytes(7);
            head.write(protocol);
            if (protocol[6] != LEVEL && !renewed) {
                refused.incrementAndGet();
                client.getOutputStream().write(UNACCEPTABLE);
                return;
            }
            served.add(client);
            try (Socket through = new Socket(InetAddress.getLoopbackAddress(), real)) {
                through.getOutputStream().write(head.toByteArray());
                Thread back = Thread.startVirtualThread(() -> copy(through, client));
                copy(client, through);
                back.join();
            }
        } catch (IOException gone) {
            // as clients do
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException gone) {
            // as clients do
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
