package io.hearth.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * What the devices say, in turn: temperatures above a limit of 20 degrees, and below it. A reading that goes from one side to the
 * other brings a command, whose value is the reading's. The first of each device lies above the limit and brings none.
 */
final class Readings {
    /** Octets of the smallest message, {@code {"current":30.000000,"pad":""}}. */
    static final int LEAST_PAYLOAD = 30;

    /** A device's readings have different numbers, until there are more than that. */
    private static final int NUMBERS = 1_000_000;

    private static final String COLD = "10.";
    private static final String WARM = "30.";

    private final Plan plan;
    private final boolean[] cold;
    private final byte[] padding;
    private long next;
    private long period = Long.MAX_VALUE;

    Readings(Plan plan) {
        this.plan = plan;
        this.cold = new boolean[plan.devices()];
        this.padding = new byte[plan.payload() - LEAST_PAYLOAD];
        Arrays.fill(padding, (byte) 'x');
    }

    /**
     * A message of a device.
     *
     * @param number  which of the device's it is: what is behind the point of its value
     * @param crosses whether it brings a command
     */
    record Reading(int device, long number, boolean crosses, byte[] payload) {}

    /** The number of the reading that a command's payload is the value of, empty when it is none's. */
    static OptionalLong numberOf(String command) {
        try {
            double value = Double.parseDouble(command);
            return value > 0 && value < 100
                    ? OptionalLong.of(Math.round(value * NUMBERS) % NUMBERS)
                    : OptionalLong.empty();
        } catch (NumberFormatException none) {
            return OptionalLong.empty();
        }
    }

    /**
     * From now on this share of all messages crosses the limit.
     *
     * @throws IllegalArgumentException when the devices that fire send too little for it
     */
    void share(double share) {
        if (share == 0) {
            period = Long.MAX_VALUE;
            return;
        }
        period = Math.round((double) plan.firing() / plan.devices() / share);
        if (period < 2) {
            throw new IllegalArgumentException("share=" + share + ": of " + plan.devices() + " devices " + plan.firing()
                    + " fire, so at most " + (double) plan.firing() / plan.devices() / 2 + " of all messages do");
        }
    }

    Reading next() {
        long number = next++;
        int device = (int) (number % plan.devices());
        long turn = number / plan.devices();
        boolean crosses = period != Long.MAX_VALUE
                && device < plan.firing()
                && turn > 0
                && (turn + device * period / plan.firing()) % period == 0;
        cold[device] ^= crosses;
        return new Reading(device, turn % NUMBERS, crosses, payload(cold[device], turn % NUMBERS));
    }

    /** A reading that could not be sent: the device is on the side of the limit where it was. */
    void unsent(Reading reading) {
        cold[reading.device()] ^= reading.crosses();
    }

    private byte[] payload(boolean isCold, long number) {
        byte[] payload = new byte[plan.payload()];
        // Six digits, without the cost of a format.
        String digits = Long.toString(NUMBERS + number).substring(1);
        byte[] head =
                ("{\"current\":" + (isCold ? COLD : WARM) + digits + ",\"pad\":\"").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(head, 0, payload, 0, head.length);
        System.arraycopy(padding, 0, payload, head.length, padding.length);
        payload[payload.length - 2] = '"';
        payload[payload.length - 1] = '}';
        return payload;
    }
}
