package io.hearth.runtime.rest;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The authorities that the JDK trusts, read with the first certificate that is to be judged. A {@code java.net.http.HttpClient}
 * reads all of them, some 140, when it is made; our services speak plain HTTP with each other, and most need none of them ever.
 */
public final class LateTrust extends X509ExtendedTrustManager {
    /** A certificate of our own that an operator gave the JVM. */
    private static final String OWN_CERTIFICATE = "javax.net.ssl.keyStore";

    private final Supplier<X509ExtendedTrustManager> authorities;
    private Optional<X509ExtendedTrustManager> read = Optional.empty();

    private LateTrust(Supplier<X509ExtendedTrustManager> authorities) {
        this.authorities = authorities;
    }

    /** TLS of an HTTP client, as the JDK's own but for when it reads whom it trusts. */
    public static SSLContext context() {
        if (System.getProperty(OWN_CERTIFICATE) == null) {
            return trusting(() -> authorities(Optional.empty()));
        }
        try {
            return SSLContext.getDefault();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** TLS that trusts authorities which are asked for with the first certificate, and not again. */
    static SSLContext trusting(Supplier<X509ExtendedTrustManager> authorities) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new LateTrust(authorities)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Those of a store, or else the JDK's ({@code javax.net.ssl.trustStore} or its own file). */
    static X509ExtendedTrustManager authorities(Optional<KeyStore> store) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store.orElse(null));
            return Stream.of(factory.getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(X509ExtendedTrustManager.class::cast)
                    .findFirst()
                    .orElseThrow();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("whom the JDK trusts cannot be read: " + e.getMessage(), e);
        }
    }

    private synchronized X509ExtendedTrustManager read() {
        X509ExtendedTrustManager known = read.orElseGet(authorities);
        read = Optional.of(known);
        return known;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        read().checkServerTrusted(chain, type, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        read().checkServerTrusted(chain, type, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        read().checkServerTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        read().checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        read().checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        read().checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return read().getAcceptedIssuers();
    }
}
