package io.hearth.box.broker;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;

/** Lets in the one user that is set, who may do everything. */
record OneUser(String name, String password) implements ActiveMQSecurityManager {
    @Override
    public boolean validateUser(String user, String given) {
        return user != null && given != null && same(name, user) && same(password, given);
    }

    @Override
    public boolean validateUserAndRole(String user, String given, Set<Role> roles, CheckType checkType) {
        return validateUser(user, given);
    }

    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
