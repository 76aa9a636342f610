package io.hearth.runtime.rest;

import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * The JDK's TLS, made with the first connection that is encrypted. A {@code java.net.http.HttpClient} makes it with itself: three
 * hundred classes, the tables of ciphers and curves, and some 140 authorities. Our services speak plain HTTP with each other, and
 * most need none of it ever.
 */
public final class LateTls extends SSLContext {

    private LateTls(Supplier<SSLContext> made) {
        super(new Late(made), null, "TLS");
    }

    /**
     * Begins a client of HTTP/1.1 that trusts and shows what the JDK does ({@code javax.net.ssl.trustStore} and
     * {@code javax.net.ssl.keyStore}, or else its own authorities and no certificate).
     */
    public static HttpClient.Builder client() {
        return client(LateTls::ofTheJdk);
    }

    /** As {@link #client()}, with TLS that is asked for with the first encrypted connection, and not again. */
    static HttpClient.Builder client(Supplier<SSLContext> tls) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(new LateTls(tls))
                // Nothing but defaults. Without them the client asks its TLS what these are, at once.
                .sslParameters(new SSLParameters());
    }

    private static SSLContext ofTheJdk() {
        try {
            return SSLContext.getDefault();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK's TLS cannot be made: " + e.getMessage(), e);
        }
    }

    /** Hands on to what is made with the first question. */
    private static final class Late extends SSLContextSpi {
        private Supplier<SSLContext> source;
        private SSLContext made;

        Late(Supplier<SSLContext> source) {
            this.source = source;
        }

        private synchronized SSLContext made() {
            if (made == null) {
                made = source.get();
                source = null;
            }
            return made;
        }

        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trusted, SecureRandom random) {
            throw new UnsupportedOperationException("whoever makes it says whom it trusts");
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return made().createSSLEngine();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return made().createSSLEngine(host, port);
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return made().getSocketFactory();
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return made().getServerSocketFactory();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return made().getClientSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return made().getServerSessionContext();
        }
    }
}
