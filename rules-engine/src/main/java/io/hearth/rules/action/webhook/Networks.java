package io.hearth.rules.action.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Sets of addresses, as {@code 10.0.0.0/8}. */
final class Networks {
    /**
     * What is not public (IANA's registries of special addresses, RFC 6890): this host, private, shared, loopback, link-local
     * with the metadata services of clouds, documentation, benchmarks, multicast, reserved; of IPv6 also what stands for an
     * IPv4 address in other ways than {@code ::ffff:a.b.c.d} (translated, 6to4, Teredo), which could be any.
     */
    static final Networks NOT_PUBLIC = of(List.of(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "::/96",
            "::ffff:0:0:0/96",
            "64:ff9b::/96",
            "64:ff9b:1::/48",
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20",
            "5f00::/16",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8"));

    private static final int IPV4_MAPPED_LENGTH = 16;
    private static final int IPV4_AT = 12;

    private final List<Network> networks;

    /** The addresses that begin with the same bits. */
    private record Network(byte[] address, int length) {
        boolean has(byte[] other) {
            return other.length == address.length
                    && Arrays.equals(other, 0, length / Byte.SIZE, address, 0, length / Byte.SIZE)
                    && (length % Byte.SIZE == 0 || high(other) == high(address));
        }

        /** Of the octet in which the network ends, what belongs to it. */
        private int high(byte[] bytes) {
            return (bytes[length / Byte.SIZE] & 0xff) >> (Byte.SIZE - length % Byte.SIZE);
        }
    }

    private Networks(List<Network> networks) {
        this.networks = networks;
    }

    /**
     * These networks; an address without a length is that one alone.
     *
     * @throws IllegalArgumentException when one of them is none
     */
    static Networks of(List<String> networks) {
        return new Networks(networks.stream().map(Networks::network).toList());
    }

    private static Network network(String network) {
        String[] parts = network.trim().split("/", 2);
        boolean isAddress = parts[0].matches("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
        try {
            int bits = parts[0].contains(":") ? 128 : 32;
            int length = parts.length == 1 ? bits : Integer.parseInt(parts[1]);
            if (!isAddress || length < 0 || length > bits) {
                throw new NumberFormatException();
            }
            byte[] address = InetAddress.getByName(parts[0]).getAddress();
            if (address.length * Byte.SIZE != bits) {
                throw new NumberFormatException();
            }
            return new Network(address, length);
        } catch (NumberFormatException | UnknownHostException none) {
            throw new IllegalArgumentException(
                    "'" + network + "' is no network, allowed is one as 192.168.1.0/24 or fd00::/8", none);
        }
    }

    boolean contains(InetAddress address) {
        byte[] plain = unmapped(address).getAddress();
        return networks.stream().anyMatch(network -> network.has(plain));
    }

    /** {@code ::ffff:127.0.0.1} is 127.0.0.1. */
    private static InetAddress unmapped(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean isMapped = bytes.length == IPV4_MAPPED_LENGTH
                && Stream.iterate(0, i -> i + 1).limit(10).allMatch(i -> bytes[i] == 0)
                && bytes[10] == -1
                && bytes[11] == -1;
        try {
            return isMapped ? InetAddress.getByAddress(Arrays.copyOfRange(bytes, IPV4_AT, bytes.length)) : address;
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
