package dev.cordon.mesh.cloudevents;

import dev.cordon.document.Json;
import dev.cordon.rotation.CredentialNews;
import dev.cordon.rotation.CredentialNewsUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Posts each change of a credential as a CloudEvent in structured mode (CloudEvents HTTP Protocol Binding 1.0.2 §3.2)
 * to one URL, which may pass it on. An event that is posted again has the same {@code source} and {@code id}. It
 * follows no redirect. Safe for use by many threads.
 */
public final class HttpCredentialNews implements CredentialNews {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** So long nobody waits again for a receiver that just did not answer. */
    private static final Duration REST = Duration.ofSeconds(10);

    private static final int LONGEST_STATUS = 299;
    private static final int LARGEST_PORT = 65_535;

    /** RFC 6750 section 2.1. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private final URI receiver;
    private final String source;
    private final Optional<String> token;
    private final InstantSource clock;
    private final LongSupplier ticks;
    private final HttpClient client;
    private volatile long restsUntil;

    /**
     * A sender.
     *
     * @param receiver an {@code https} URL, or an {@code http} one of this machine
     * @param source the {@code source} of its events: the token service's issuer identifier
     * @param token a bearer token for the receiver: a secret
     * @param clock for the events' time
     * @param ticks nanoseconds on a clock that never goes back
     * @throws IllegalArgumentException where the URL is no such one, or the token can be none
     */
    public HttpCredentialNews(
            URI receiver, String source, Optional<String> token, InstantSource clock, LongSupplier ticks) {
        if (!isSafe(receiver)) {
            throw new IllegalArgumentException(
                    "events are posted to an `https` URL without user name or password, or to"
                            + " an `http` one of this machine");
        }
        if (token.filter(text -> !TOKEN.matcher(text).matches()).isPresent()) {
            throw new IllegalArgumentException("a bearer token is one word of printable ASCII");
        }
        this.receiver = receiver;
        this.source = source;
        this.token = token;
        this.clock = clock;
        this.ticks = ticks;
        this.restsUntil = ticks.getAsLong();
        this.client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    private static boolean isSafe(URI url) {
        String host = url.getHost();
        boolean here = host != null && (host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]"));
        return host != null
                && url.getPort() <= LARGEST_PORT
                && url.getUserInfo() == null
                && ("https".equals(url.getScheme()) || here && "http".equals(url.getScheme()));
    }

    @Override
    public void tell(Change change) throws CredentialNewsUnavailableException {
        if (ticks.getAsLong() - restsUntil < 0) {
            throw unavailable("did not answer a moment ago");
        }
        try {
            HttpResponse<Void> answer = send(message(change));
            if (answer.statusCode() < 200 || answer.statusCode() > LONGEST_STATUS) {
                throw unavailable("answered with status " + answer.statusCode());
            }
        } catch (IOException e) {
            restsUntil = ticks.getAsLong() + REST.toNanos();
            throw unavailable("does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("was not waited for");
        }
    }

    /** Not by the request's own time limit, which is over with the headers of the answer: its body must end, too. */
    private HttpResponse<Void> send(HttpRequest message) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<Void>> answer =
                client.sendAsync(message, HttpResponse.BodyHandlers.discarding());
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(e);
        } finally {
            boolean unused = answer.cancel(true);
        }
    }

    private HttpRequest message(Change change) {
        HttpRequest.Builder message = HttpRequest.newBuilder(receiver)
                .header("Content-Type", "application/cloudevents+json; charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofByteArray(event(change).toCanonicalBytes()));
        token.ifPresent(secret -> message.header("Authorization", "Bearer " + secret));
        return message.build();
    }

    private Json event(Change change) {
        return Json.object()
                .put(
                        "data",
                        Json.object().put("generation", change.generation()).build())
                .put("datacontenttype", "application/json")
                .put("id", change.service() + "/" + change.generation() + "/" + change.kind())
                .put("source", source)
                .put("specversion", "1.0")
                .put("subject", change.service().text())
                .put("time", clock.instant().toString())
                .put("type", "dev.cordon.credential." + change.kind() + ".v1")
                .build();
    }

    private CredentialNewsUnavailableException unavailable(String what) {
        // its path and query may be what lets us in
        return new CredentialNewsUnavailableException("the receiver of events at `" + receiver.getScheme() + "://"
                + receiver.getAuthority() + "` " + what + ": see that it can be reached and takes them");
    }
}
