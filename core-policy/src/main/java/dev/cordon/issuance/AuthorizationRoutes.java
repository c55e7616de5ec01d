package dev.cordon.issuance;

import dev.cordon.decision.Moment;
import dev.cordon.issuance.AuthorizationServer.Endpoint;
import dev.cordon.issuance.AuthorizationServer.Posted;
import dev.cordon.network.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Leads requests to an authorization server's endpoints and pages by method and path (RFC 9110), whatever carries them.
 * Safe for use by many threads; blocks as long as the server does.
 */
public final class AuthorizationRoutes {

    private static final String READING = "GET, HEAD";

    private final AuthorizationServer server;

    /**
     * A request, but for its form.
     *
     * @param method the method
     * @param path the path, as it was sent
     * @param hasQuery whether a query follows it
     * @param known the {@code If-None-Match} headers
     */
    public record Asked(String method, String path, boolean hasQuery, List<String> known) {

        /** Copies the list. */
        public Asked {
            known = List.copyOf(known);
        }

        /** Whether it is to be read; the answer to HEAD has no body, which is its carrier's affair. */
        public boolean isRead() {
            return method.equals("GET") || method.equals("HEAD");
        }
    }

    /** A form, or why there is none. */
    public sealed interface Form {}

    /** A form as it was posted. */
    public record Whole(Posted posted) implements Form {}

    /**
     * What is no form.
     *
     * @param source the address it comes from, where it is known
     * @param why what is wrong with it
     */
    public record Unreadable(Optional<IpAddress> source, String why) implements Form {}

    /** To that server. */
    public AuthorizationRoutes(AuthorizationServer server) {
        this.server = server;
    }

    /**
     * The answer to a request.
     *
     * @param form what was posted, read where an endpoint takes forms
     */
    public OAuthAnswer answer(Asked asked, Supplier<Form> form, Moment now) {
        Optional<StatusPages> statuses = server.statuses();
        Optional<StatusPages.Page> page = statuses.flatMap(pages -> pages.at(asked.path()));
        if (statuses.isPresent() && page.isPresent()) {
            return status(statuses.get(), page.get(), asked, now);
        }
        Optional<Endpoint> found = asked.hasQuery() ? Optional.empty() : server.at(asked.path());
        if (found.isEmpty()) {
            return bare(404);
        }
        Endpoint endpoint = found.get();
        if (!endpoint.takesForms()) {
            return asked.isRead() ? server.read(endpoint, now) : notAllowed(READING);
        }
        return asked.method().equals("POST") ? posted(endpoint, form.get(), now) : notAllowed("POST");
    }

    private OAuthAnswer posted(Endpoint endpoint, Form form, Moment now) {
        if (form instanceof Unreadable none) {
            return server.unreadable(endpoint, none.source(), none.why(), now);
        }
        return server.answer(endpoint, ((Whole) form).posted(), now);
    }

    private static OAuthAnswer status(StatusPages pages, StatusPages.Page page, Asked asked, Moment now) {
        if (!asked.isRead()) {
            return notAllowed(READING);
        }
        return asked.hasQuery() ? pages.notOfThePast() : pages.read(page, asked.known(), now);
    }

    private static OAuthAnswer notAllowed(String allowed) {
        return new OAuthAnswer(405, Map.of("Allow", allowed), "");
    }

    /** An answer that is a status and nothing else. */
    public static OAuthAnswer bare(int status) {
        return new OAuthAnswer(status, Map.of(), "");
    }
}
