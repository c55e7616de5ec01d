package dev.cordon.mesh.issuer;

import dev.cordon.discovery.CacheControl;
import dev.cordon.discovery.KeyFetcher;
import dev.cordon.discovery.KeysUnavailableException;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.KeySource;
import dev.cordon.policy.KeyUrl;
import dev.cordon.token.InvalidKeyFileException;
import dev.cordon.token.ProviderDocuments;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/**
 * Fetches keys over HTTPS, from hosts that the policy names and no others: no redirects, no proxy, no cookies, at most
 * 256 KiB. A host's addresses must be public unless the policy says otherwise. They are looked up before the
 * connection, which looks them up again: the JDK answers both from one look-up for some seconds, and a host that
 * changes its address between must still prove its name by its certificate. Safe for use by many threads.
 */
public final class HttpKeyFetcher implements KeyFetcher {

    private static final String WELL_KNOWN = "/.well-known/openid-configuration";
    private static final int OK = 200;
    private static final int HTTPS = 443;

    private final HttpClient client;
    private final Duration patience;

    /** @param patience how long one request may take, as a whole */
    HttpKeyFetcher(SSLContext trust, Duration patience) {
        this.patience = patience;
        this.client = HttpClient.newBuilder()
                .sslContext(trust)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience)
                .build();
    }

    /** A fetcher that trusts the authorities that the Java runtime does, and waits up to ten seconds. */
    public static HttpKeyFetcher standard() {
        try {
            return new HttpKeyFetcher(SSLContext.getDefault(), Duration.ofSeconds(10));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no TLS: use another one", e);
        }
    }

    @Override
    public Fetched fetch(Issuer issuer) throws KeysUnavailableException {
        KeySource source = issuer.keys()
                .orElseThrow(() -> new KeysUnavailableException("the policy does not say where its keys are"));
        try {
            KeyUrl jwks = source.jwks().isPresent() ? source.jwks().get() : discovered(issuer, source);
            HttpResponse<byte[]> answer = get(jwks, source);
            return new Fetched(
                    ProviderDocuments.keys(answer.body(), issuer.algorithms()),
                    answer.headers().firstValue("Cache-Control").flatMap(CacheControl::maxAge));
        } catch (InvalidKeyFileException e) {
            throw new KeysUnavailableException(String.valueOf(e.getMessage()));
        }
    }

    /** OpenID Connect Discovery 1.0 §4.1. */
    private KeyUrl discovered(Issuer issuer, KeySource source)
            throws KeysUnavailableException, InvalidKeyFileException {
        KeyUrl own = KeyUrl.parse(issuer.issuer())
                .filter(url -> !url.rest().contains("?"))
                .orElseThrow(() -> new KeysUnavailableException(
                        "`" + issuer.issuer() + "` is no URL at which keys can be discovered: write `jwks`"));
        String path =
                own.rest().endsWith("/") ? own.rest().substring(0, own.rest().length() - 1) : own.rest();
        KeyUrl document = new KeyUrl(own.host(), own.port(), path + WELL_KNOWN);
        String uri = ProviderDocuments.jwksUri(get(document, source).body(), issuer.issuer());
        return KeyUrl.parse(uri)
                .filter(url -> isAllowed(url, own, source))
                .orElseThrow(() -> new KeysUnavailableException(
                        "the discovery document names keys at a place that the policy does not: if it is the issuer's,"
                                + " list its host in `hosts`"));
    }

    private static boolean isAllowed(KeyUrl url, KeyUrl own, KeySource source) {
        boolean known = url.host().equals(own.host()) || source.hosts().contains(url.host());
        return known && (url.port() == own.port() || url.port() == HTTPS);
    }

    private HttpResponse<byte[]> get(KeyUrl url, KeySource source) throws KeysUnavailableException {
        requirePublic(url, source);
        HttpRequest request = HttpRequest.newBuilder(URI.create(url.toString()))
                .header("Accept", "application/json")
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, status -> new BoundedBody(ProviderDocuments.LONGEST));
        try {
            HttpResponse<byte[]> whole = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (whole.statusCode() != OK) {
                throw new KeysUnavailableException("`" + url + "` answered " + whole.statusCode() + " instead of 200");
            }
            return whole;
        } catch (ExecutionException e) {
            throw new KeysUnavailableException("`" + url + "` can't be read: " + reason(e));
        } catch (TimeoutException e) {
            throw new KeysUnavailableException("`" + url + "` did not answer within " + patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeysUnavailableException("stopped while asking `" + url + "`");
        } finally {
            answer.cancel(true);
        }
    }

    private static void requirePublic(KeyUrl url, KeySource source) throws KeysUnavailableException {
        if (source.privateHosts().contains(url.host())) {
            return;
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(url.host())) {
                if (!PublicAddresses.isPublic(address)) {
                    throw new KeysUnavailableException("host `" + url.host()
                            + "` has an address that is not public: if that is meant, list it in `private-hosts`");
                }
            }
        } catch (UnknownHostException e) {
            throw new KeysUnavailableException("host `" + url.host() + "` has no address: check its name and the DNS");
        }
    }

    /** What went wrong, in one line; the text of a failure may quote what the other side sent. */
    private static String reason(ExecutionException e) {
        Throwable cause = e.getCause();
        String text = cause == null ? null : cause.getMessage();
        String line = text == null ? "the connection failed" : text;
        return line.replaceAll("[^ -~]", "?").substring(0, Math.min(line.length(), 200));
    }
}
