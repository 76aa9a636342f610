package io.hearth.device.autoevent;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Tasks that are due and wait for somebody to carry them out, a device's in the order in which they fell due, and so many of one
 * device at a time: a device with many sources that answers none of them takes no more of those who carry out than that.
 */
final class DueTasks {
    private final int mostPerDevice;
    /** Those that may be carried out now. */
    private final BlockingQueue<Task> ready = new LinkedBlockingQueue<>();
    /** Devices with something ready or under way; the map's own lock guards it. */
    private final Map<String, OfDevice> devices = new HashMap<>();

    private static final class OfDevice {
        private final Queue<Task> waiting = new ArrayDeque<>();
        private int out;
    }

    /** Nothing is due; so many of one device, at least 1, may be ready or under way. */
    DueTasks(int mostPerDevice) {
        this.mostPerDevice = Math.max(1, mostPerDevice);
    }

    /** A task is due. */
    void put(Task task) {
        synchronized (devices) {
            OfDevice device = devices.computeIfAbsent(task.device(), name -> new OfDevice());
            if (device.out < mostPerDevice) {
                device.out++;
                ready.add(task);
            } else {
                device.waiting.add(task);
            }
        }
    }

    /** Waits for one to carry out; {@link #done} is to be called in any case then. */
    Task take() throws InterruptedException {
        return ready.take();
    }

    /** One that was taken is over. */
    void done(Task task) {
        synchronized (devices) {
            OfDevice device = devices.get(task.device());
            Task next = device.waiting.poll();
            if (next != null) {
                ready.add(next);
            } else if (--device.out == 0) {
                devices.remove(task.device());
            }
        }
    }

    /** How many are ready, waiting for a device not counted. */
    int readyNow() {
        return ready.size();
    }

    /** How many devices have something ready or under way. */
    int busyDevices() {
        synchronized (devices) {
            return devices.size();
        }
    }
}
