package io.hearth.runtime.mqtt;

import java.time.Instant;

/**
 * How we get in at a broker.
 *
 * @param login who we are
 * @param tls   encryption
 */
public record Access(Login login, Tls tls) {
    /**
     * As it is set.
     *
     * @param prefix what the settings' names begin with, e.g. {@code hearth.bus}, for messages
     */
    public static Access of(AccessConfig config, String prefix) {
        return new Access(new Login(config, prefix), new Tls(config.tls(), prefix + ".tls"));
    }

    /** This one; of what nothing is set of it, the other's: who we are, and encryption. */
    public Access orElse(Access other) {
        return new Access(login.isSet() ? login : other.login, tls.isSet() ? tls : other.tls);
    }

    /**
     * That the settings make sense and their files can be read.
     *
     * @throws IllegalArgumentException naming the setting, its value unless it is a secret, and what is allowed
     */
    public void check() {
        login.check();
        tls.check();
    }

    /** Whether it may be another the next time: some of it is in files. */
    public boolean isInFiles() {
        return tls.isEnabled() || login.isInFiles();
    }

    /** Why a connection does not come about, with what is wrong with our own certificate. Never with a secret. */
    public String reason(Throwable failure) {
        String own = tls.isEnabled() ? tls.ownTrouble(Instant.now()) : "";
        return ConnectionFailure.reason(failure) + (own.isEmpty() ? "" : "; " + own);
    }
}
