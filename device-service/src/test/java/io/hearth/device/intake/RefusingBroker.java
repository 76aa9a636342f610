package io.hearth.device.intake;

import io.hearth.device.Listener;
import io.hearth.runtime.testing.RealBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Has a broker refuse all filters but some, until it is told to let everybody subscribe to what they like. */
final class RefusingBroker {
    private static final String RIGHTS = """
            {"defaultACLAccess": {"publishClientSend": true, "publishClientReceive": true, "subscribe": false, "unsubscribe": true},
             "anonymousGroup": "all", "groups": [{"groupname": "all", "roles": [{"rolename": "some"}]}],
             "roles": [{"rolename": "some", "acls": [
               {"acltype": "publishClientSend", "topic": "$CONTROL/#", "allow": true}%s]}]}
            """;
    private static final String ALLOWED = ", {\"acltype\": \"subscribePattern\", \"topic\": \"%s\", \"allow\": true}";
    private static final String GRANT = """
            {"commands": [{"command": "setDefaultACLAccess", "acls": [{"acltype": "subscribe", "allow": true}]}]}
            """;

    private RefusingBroker() {}

    /** Before it is started; {@code allowed}: what covers the filters that it takes. */
    static void refuse(RealBroker broker, String... allowed) {
        try {
            Path rights = broker.dir().resolve("rights.json");
            Files.writeString(
                    rights,
                    RIGHTS.formatted(
                            Arrays.stream(allowed).map(ALLOWED::formatted).collect(Collectors.joining())));
            broker.guardedBy(rights);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void grant(Listener by) {
        by.publish("$CONTROL/dynamic-security/v1", GRANT);
    }
}
