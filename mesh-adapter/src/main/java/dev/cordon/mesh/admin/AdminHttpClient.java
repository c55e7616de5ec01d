package dev.cordon.mesh.admin;

import dev.cordon.mesh.admin.AdminAnswer.Status;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a service over HTTP, with a token for it. It never follows a redirect, which would carry the token away. */
final class AdminHttpClient {

    private final URI base;
    private final String token;
    private final HttpClient client;
    private final Duration patience;

    /**
     * A client.
     *
     * @param base where the service is; its operations are below it
     * @param token a bearer token for it: a secret
     * @param patience how long an answer may take
     */
    AdminHttpClient(URI base, String token, Duration patience) {
        this.base = base;
        this.token = token;
        this.patience = patience;
        this.client = HttpClient.newBuilder()
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    AdminAnswer ask(AdminRequest request) throws AdminUnreachableException {
        String path = base.getRawPath() == null ? "" : base.getRawPath().replaceFirst("/$", "");
        try {
            HttpRequest message = HttpRequest.newBuilder(base.resolve(path + request.path()))
                    .timeout(patience)
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(
                            request.arguments().toCanonicalBytes()))
                    .build();
            HttpResponse<byte[]> answer = client.send(message, HttpResponse.BodyHandlers.ofByteArray());
            return read(answer.statusCode(), answer.body());
        } catch (IllegalArgumentException e) {
            throw new AdminUnreachableException("the token can't be sent: it has characters that no token has", e);
        } catch (IOException e) {
            throw new AdminUnreachableException(
                    "`" + base + "` gave no whole answer: see whether it was done, and that it can be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AdminUnreachableException("`" + base + "` was not waited for: see whether it was done", e);
        }
    }

    private AdminAnswer read(int code, byte[] body) throws AdminUnreachableException {
        int known = code == 401 || code == 403 ? Status.REFUSED.code() : code;
        return AdminClient.read(known, body)
                .orElseThrow(() -> new AdminUnreachableException(
                        "`" + base + "` answered with status " + code + " and nothing that is known here: see whether"
                                + " it was done",
                        new IOException("status " + code)));
    }
}
