package io.hearth.device.intake;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A broker as before MQTT 5: it refuses a CONNECT of another protocol level than 4 (MQTT 3.1.1, 3.1.2.2); a real one serves the others. */
final class OldBroker implements AutoCloseable {
    private static final int LEVEL = 4;
    private static final byte[] UNACCEPTABLE = {0x20, 2, 0, 1};

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int real;
    private final AtomicInteger refused = new AtomicInteger();

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

    private void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            head.write(in.readByte());
            for (int octet = 0x80; (octet & 0x80) != 0; ) {
                octet = in.readByte();
                head.write(octet);
            }
            byte[] protocol = in.readNBytes(7);
            head.write(protocol);
            if (protocol[6] != LEVEL) {
                refused.incrementAndGet();
                client.getOutputStream().write(UNACCEPTABLE);
                return;
            }
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
