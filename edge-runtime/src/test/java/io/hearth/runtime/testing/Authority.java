package io.hearth.runtime.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate authority of a test, with the JDK's keytool. What it issues is in files, as brokers and settings want them. */
public final class Authority {
    /** The password of its PKCS#12 files. */
    public static final String PASSWORD = "changeit";

    private static final int LINE = 64;

    private final Path dir;
    private final String name;

    /** An authority whose files go to this folder. */
    public Authority(Path dir, String name) {
        this.dir = dir;
        this.name = name;
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-ext",
                "bc:c=ca:true",
                "-keystore",
                store(name));
        writeCertificates(name, name);
    }

    /** A certificate with its key. */
    public record Issued(Path certificate, Path key, Path keyStore) {}

    /** The authority's own certificate, PEM. */
    public Path certificate() {
        return dir.resolve(name + ".crt");
    }

    /** A certificate for a host, valid from now on for a day. */
    public Issued forHost(String alias, String host) {
        String kind = Character.isDigit(host.charAt(0)) ? "ip:" : "dns:";
        return issue(alias, "-1H", "1", "san=" + kind + host);
    }

    /** A certificate for a host that was valid until yesterday. */
    public Issued expiredForHost(String alias, String host) {
        String kind = Character.isDigit(host.charAt(0)) ? "ip:" : "dns:";
        return issue(alias, "-3d", "1", "san=" + kind + host);
    }

    /** A certificate for a client. */
    public Issued forClient(String alias) {
        return issue(alias, "-1H", "1", "eku=clientAuth");
    }

    /** A client's certificate that was valid until yesterday. */
    public Issued expiredForClient(String alias) {
        return issue(alias, "-3d", "1", "eku=clientAuth");
    }

    private Issued issue(String alias, String start, String days, String extension) {
        keytool(
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                "CN=" + alias,
                "-startdate",
                start,
                "-validity",
                days,
                "-ext",
                extension,
                "-signer",
                name,
                "-keystore",
                store(name));
        writeCertificates(alias, alias);
        writeKey(alias);
        return new Issued(dir.resolve(alias + ".crt"), dir.resolve(alias + ".key"), dir.resolve(alias + ".p12"));
    }

    private String store(String alias) {
        return dir.resolve(alias + "-authority.p12").toString();
    }

    private void writeCertificates(String alias, String file) {
        try {
            StringBuilder pem = new StringBuilder();
            for (Certificate certificate : load().getCertificateChain(alias)) {
                pem.append(pem("CERTIFICATE", certificate.getEncoded()));
            }
            Files.writeString(dir.resolve(file + ".crt"), pem);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void writeKey(String alias) {
        try {
            KeyStore all = load();
            KeyStore.PasswordProtection password = new KeyStore.PasswordProtection(PASSWORD.toCharArray());
            KeyStore.Entry entry = all.getEntry(alias, password);
            byte[] key = ((KeyStore.PrivateKeyEntry) entry).getPrivateKey().getEncoded();
            Files.writeString(dir.resolve(alias + ".key"), pem("PRIVATE KEY", key));
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            own.setEntry(alias, entry, password);
            try (var out = Files.newOutputStream(dir.resolve(alias + ".p12"))) {
                own.store(out, PASSWORD.toCharArray());
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(Path.of(store(name)))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static String pem(String kind, byte[] der) {
        String text = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }

    private static void keytool(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-J-Xshare:auto",
                "-J-XX:TieredStopAtLevel=1"));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool: " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
