package dev.cordon.mesh;

import dev.cordon.certificate.ClientTrust;
import dev.cordon.network.Cidr;
import dev.cordon.token.DpopNonces;
import dev.cordon.token.Signer;
import dev.cordon.upstream.ContextSigner;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a forward-auth server runs.
 *
 * @param point the enforcement point's name in decision records
 * @param listen where it listens
 * @param proxies who may ask, and how
 * @param limits what it puts up with
 * @param answers how it answers
 */
public record MeshConfig(String point, Listen listen, Proxies proxies, Limits limits, Answers answers) {

    /** This machine and no other: one address each, so that the rest of 127/8 are callers like any other. */
    private static final List<Cidr> LOOPBACK =
            List.of(Cidr.parse("127.0.0.1").orElseThrow(), Cidr.parse("::1").orElseThrow());

    /**
     * Where the server listens.
     *
     * @param address a literal address or a host name of this machine
     * @param port the port; 0 for any free one
     */
    public record Listen(String address, int port) {

        /** @throws IllegalArgumentException where the port is none */
        public Listen {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("port `" + port + "` is none: use 0 to 65535");
            }
        }
    }

    /**
     * Who may ask, and how.
     *
     * @param kind the proxy
     * @param trusted the addresses of proxies: questions from elsewhere are denied, and these addresses are skipped in
     *     {@code X-Forwarded-For}
     * @param pinned whether the proxy names the target service in {@code X-Cordon-Service} instead of a host
     * @param clients how client certificates that the proxy passes on are verified once more
     */
    public record Proxies(ProxyKind kind, List<Cidr> trusted, boolean pinned, ClientTrust clients) {

        /** @throws IllegalArgumentException where no proxy is trusted, since then nobody could ask */
        public Proxies {
            trusted = List.copyOf(trusted);
            if (trusted.isEmpty()) {
                throw new IllegalArgumentException("name at least one trusted proxy, such as `127.0.0.1`");
            }
        }
    }

    /**
     * How the server answers.
     *
     * @param observe whether every call is let through, and what is decided is only recorded
     * @param contextKey signs what services are told of an allowed call; empty where plain headers alone tell them
     * @param nonces what DPoP proofs must have; empty where they need none
     */
    public record Answers(boolean observe, Optional<Signer> contextKey, Optional<DpopNonces> nonces) {}

    /**
     * What the server puts up with.
     *
     * @param headerBytes the longest header section of a question, in bytes; longer ones get 431
     * @param bodyBytes the longest body of a question, which is read and ignored; longer ones get 413
     * @param connections how many connections may be open at once; more are closed at once
     * @param request how long a question may take to arrive, from its first byte
     * @param idle how long a connection may stay open without a question
     * @param shutdown how long {@link ForwardAuthServer#close} waits for questions that have begun to arrive
     */
    public record Limits(
            int headerBytes, int bodyBytes, int connections, Duration request, Duration idle, Duration shutdown) {

        /** @throws IllegalArgumentException where a limit is not positive, or none at all */
        public Limits {
            boolean positive = headerBytes > 0 && bodyBytes > 0 && connections > 0;
            if (!positive || request.isZero() || request.isNegative() || idle.isZero() || idle.isNegative()) {
                throw new IllegalArgumentException("limits are greater than 0");
            }
            if (shutdown.isNegative()) {
                throw new IllegalArgumentException("the time for shutting down is not negative");
            }
        }
    }

    /** @throws IllegalArgumentException where the name is empty or too long, or no contexts are signed by such a key */
    public MeshConfig {
        if (point.isEmpty() || point.length() > 128) {
            throw new IllegalArgumentException("an enforcement point's name has 1 to 128 characters");
        }
        Object unused = signer(point, answers.contextKey());
    }

    /** What signs contexts in the name of this enforcement point. */
    Optional<ContextSigner> contexts() {
        return signer(point, answers.contextKey());
    }

    private static Optional<ContextSigner> signer(String point, Optional<Signer> key) {
        return key.map(signer -> new ContextSigner(point, signer));
    }

    /**
     * Port 8181 on 127.0.0.1, for an nginx on this machine, without client certificates. Headers: room for a token and
     * a certificate of 8 KiB each and the longest path. Idle: longer than the 60 s after which nginx lets go of a
     * connection, so that it is nginx who closes and no question gets lost.
     */
    public static MeshConfig defaults() {
        return new MeshConfig(
                "forward-auth",
                new Listen("127.0.0.1", 8181),
                new Proxies(ProxyKind.NGINX, LOOPBACK, false, ClientTrust.nobody()),
                new Limits(
                        32 * 1024,
                        64 * 1024,
                        4096,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(75),
                        Duration.ofSeconds(5)),
                new Answers(false, Optional.empty(), Optional.empty()));
    }

    /** The same with another name. */
    public MeshConfig named(String name) {
        return new MeshConfig(name, listen, proxies, limits, answers);
    }

    /** The same, listening elsewhere. */
    public MeshConfig listeningOn(String address, int port) {
        return new MeshConfig(point, new Listen(address, port), proxies, limits, answers);
    }

    /** The same, asked by another kind of proxy. */
    public MeshConfig askedBy(ProxyKind kind) {
        return with(new Proxies(kind, proxies.trusted(), proxies.pinned(), proxies.clients()));
    }

    /** The same with other trusted proxies. */
    public MeshConfig trusting(List<Cidr> addresses) {
        return with(new Proxies(proxies.kind(), addresses, proxies.pinned(), proxies.clients()));
    }

    /** The same, taking the target from {@code X-Cordon-Service}, which the proxy then must always send. */
    public MeshConfig pinningService() {
        return with(new Proxies(proxies.kind(), proxies.trusted(), true, proxies.clients()));
    }

    /** The same, verifying client certificates so. */
    public MeshConfig withClients(ClientTrust clients) {
        return with(new Proxies(proxies.kind(), proxies.trusted(), proxies.pinned(), clients));
    }

    /** The same, letting every call through: for a first roll-out, and no longer. */
    public MeshConfig observing() {
        return with(new Answers(true, answers.contextKey(), answers.nonces()));
    }

    /** The same, demanding of every DPoP proof one of these nonces, which its answers hand out. */
    public MeshConfig demanding(DpopNonces nonces) {
        return with(new Answers(answers.observe(), answers.contextKey(), Optional.of(nonces)));
    }

    /** The same, signing what services are told with a key of this server. */
    public MeshConfig signingContexts(Signer key) {
        return with(new Answers(answers.observe(), Optional.of(key), answers.nonces()));
    }

    /** The same with other limits. */
    public MeshConfig within(Limits other) {
        return new MeshConfig(point, listen, proxies, other, answers);
    }

    private MeshConfig with(Answers other) {
        return new MeshConfig(point, listen, proxies, limits, other);
    }

    private MeshConfig with(Proxies other) {
        return new MeshConfig(point, listen, other, limits, answers);
    }
}
