package io.hearth.bench.load;

/**
 * What a target is set up with, and how its devices talk.
 *
 * @param devices     how many report
 * @param rules       of all devices together; as many devices as there are rules bring commands
 * @param qos         of the devices' messages: 0, 1 or 2
 * @param payload     octets of a message
 * @param connections over how many connections the devices send
 * @param watched     of how many devices each reading is looked for where it is stored
 */
record Setting(int devices, int rules, int qos, int payload, int connections, int watched) {
    private static final double MOST_COMMANDS = 50;
    /** A second; rules act for a device 60 times a minute at most, and half of the commands are no such acting. */
    private static final double MOST_COMMANDS_OF_A_DEVICE = 0.5;

    private static final int CONNECTIONS = 10;
    private static final int WATCHED = 10;

    /** A hundred devices with a thousand rules, as the goals have it: messages of 64 octets, QoS 1. */
    static final Setting USUAL = of(100, 1_000);

    /** So many devices and rules, everything else as usual. */
    static Setting of(int devices, int rules) {
        return new Setting(devices, rules, 1, 64, Math.min(devices, CONNECTIONS), Math.min(devices, WATCHED));
    }

    /** The same with messages of that QoS. */
    Setting qos(int other) {
        return new Setting(devices, rules, other, payload, connections, watched);
    }

    /** How many devices bring commands. */
    int firing() {
        return Math.min(devices, rules);
    }

    /** Of all messages, how many bring a command: some fifty a second, as far as rules may act and devices say something. */
    double share(double perSecond) {
        double commands = Math.min(MOST_COMMANDS, MOST_COMMANDS_OF_A_DEVICE * firing());
        return Math.min(commands / perSecond, (double) firing() / devices / 2);
    }

    Plan plan(int port, String topic, String commands, Plan.Watch watch) {
        return new Plan(port, topic, commands, devices, firing(), connections, qos, payload, watched, watch);
    }
}
