package dev.cordon.decision;

import dev.cordon.policy.Condition;
import dev.cordon.policy.Flow;
import dev.cordon.policy.Operations;
import dev.cordon.policy.RuleEdges;
import dev.cordon.policy.Scope;
import dev.cordon.policy.TokenKind;
import dev.cordon.token.TokenHash;
import dev.cordon.token.VerifiedToken;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A verified token in the numbers of one compiled policy: what is looked up once instead of with every call. Whatever a
 * plain call needs stands in this one object, since each further one that must be read costs more than all comparisons.
 */
final class TokenView {

    private static final int[] NOBODY_ELSE = {};

    private final long a;
    private final long b;
    private final long c;
    private final long d;

    /** {@code exp}, in seconds. */
    final long expiresAt;
    /** The later one of {@code nbf} and {@code iat}, in seconds. */
    final long validFrom;

    /** The caller's number, or {@link CompiledPolicy#UNKNOWN}. */
    final int caller;
    /** The number of the one audience of what is made for one edge, or {@link CompiledPolicy#UNKNOWN}. */
    final int audience;
    /** The number of the flow its purpose names, or {@link CompiledPolicy#UNKNOWN}. */
    final int purpose;
    /** Two operations that the purpose lists, or {@link CompiledPolicy#UNKNOWN}. */
    private final int operation;

    private final int otherOperation;

    /** Whether it is made for one edge and one flow: a segment token or an API key. */
    final boolean ofOneEdge;

    final boolean apiKey;

    final boolean issuerKnown;
    /** Whether it is bound to anything, or to less than its life. */
    final boolean bound;
    /** Whether it has the scopes that the flow its purpose names asks for. */
    private final boolean holdsPurposeScopes;

    private final boolean purposeFits;
    private final boolean purposeListsMore;

    /** Why nothing that is called with it can be allowed, though it is meant for the target; null where that may be. */
    final @Nullable Reason unfit;
    /** What the flow that its purpose names asks of a call. */
    final List<Condition> purposeConditions;

    /**
     * The numbers of origin and actors, other than the caller; {@link CompiledPolicy#UNKNOWN} among them for strangers.
     */
    final int[] chain;

    /** When the caller was issued the first token of its own in this chain, in seconds. */
    final long callerSince;
    /** The same for each of {@link #chain}. */
    final long[] chainSince;

    final CompiledPolicy policy;
    final String keys;
    final VerifiedToken token;

    /** @param keys the revision of the key ring that it was verified with */
    TokenView(TokenHash hash, VerifiedToken token, CompiledPolicy policy, String keys) {
        a = hash.a();
        b = hash.b();
        c = hash.c();
        d = hash.d();
        this.token = token;
        this.policy = policy;
        this.keys = keys;
        ofOneEdge = token.kind() != TokenKind.EXTERNAL;
        apiKey = token.kind() == TokenKind.API_KEY;
        expiresAt = token.expiresAt();
        validFrom = Math.max(token.notBefore(), token.issuedAt());
        bound = isBound(token);
        caller = policy.service(token.caller());
        chain = chain(token, policy);
        callerSince = since(token, policy, caller);
        chainSince = Arrays.stream(chain)
                .mapToLong(party -> since(token, policy, party))
                .toArray();
        audience =
                token.audience().size() == 1 ? policy.service(token.audience().get(0)) : CompiledPolicy.UNKNOWN;
        BitSet speakers = policy.speaksFor.get(token.issuer().text());
        issuerKnown = speakers != null || apiKey;
        unfit = unfit(speakers);
        String named = token.purpose();
        purpose = named == null ? CompiledPolicy.UNKNOWN : policy.index.flows().number(named);
        Flow flow = purpose < 0 ? null : policy.flow(purpose);
        purposeFits = flow != null && fits(policy, purpose);
        holdsPurposeScopes = flow != null && missingScope(token.scopes(), flow.scopes()) == null;
        purposeConditions = flow == null ? List.of() : flow.when();
        RuleEdges edges = policy.index.flowEdges();
        int listed = flow == null || flow.edge().operations() instanceof Operations.All ? 0 : edges.count(purpose);
        operation = listed > 0 ? edges.operation(purpose, 0) : CompiledPolicy.UNKNOWN;
        otherOperation = listed > 1 ? edges.operation(purpose, 1) : CompiledPolicy.UNKNOWN;
        purposeListsMore = flow != null && (listed == 0 || listed > 2);
    }

    private @Nullable Reason unfit(@Nullable BitSet speakers) {
        if (caller < 0) {
            return Reason.CALLER_UNKNOWN;
        } else if (!apiKey && (speakers == null || !speakers.get(caller))) {
            return Reason.ISSUER_NOT_FOR_CALLER;
        } else if (Arrays.stream(chain).anyMatch(actor -> actor == CompiledPolicy.UNKNOWN)) {
            return Reason.ACTOR_UNKNOWN;
        }
        boolean limited = ofOneEdge && !apiKey && audience >= 0;
        boolean tooLong = limited && token.expiresAt() - token.issuedAt() > policy.demandsOf[audience].ttl;
        return tooLong ? Reason.LIFETIME_EXCEEDED : null;
    }

    private static boolean isBound(VerifiedToken token) {
        return token.environment() != null
                || !token.networks().isEmpty()
                || token.certificate() != null
                || token.key() != null
                || !token.windows().isEmpty()
                || token.maxAge() >= 0;
    }

    private static int[] chain(VerifiedToken token, CompiledPolicy policy) {
        int[] others = Stream.concat(Stream.of(token.origin()), token.actors().stream())
                .filter(name -> !name.equals(token.caller()))
                .distinct()
                .mapToInt(policy::service)
                .toArray();
        return others.length == 0 ? NOBODY_ELSE : others;
    }

    /** Of several tokens of one party the first: it may have been stolen, and what came by it. */
    private static long since(VerifiedToken token, CompiledPolicy policy, int party) {
        List<Long> earlier = token.chainIssuedAt();
        List<String> actors = token.actors();
        long since = token.issuedAt();
        for (int i = 0; i < earlier.size(); i++) {
            String name = i + 1 < actors.size() ? actors.get(i + 1) : token.origin();
            since = policy.service(name) == party ? Math.min(since, earlier.get(i)) : since;
        }
        return since;
    }

    /** Whether that flow is one from the caller to the audience for tokens of this kind. */
    private boolean fits(CompiledPolicy of, int flow) {
        return caller >= 0
                && audience >= 0
                && of.flow(flow).tokens() == token.kind()
                && covers(of, of.index.flowEdges().from(flow), caller)
                && covers(of, of.index.flowEdges().to(flow), audience);
    }

    /** Whether a flow's end is that service or its segment. */
    private static boolean covers(CompiledPolicy policy, int end, int service) {
        return end == service || end == policy.asCaller(policy.index.segmentOf(service));
    }

    /** Whether the token is the one of that hash. */
    boolean isOf(TokenHash hash) {
        return a == hash.a() && b == hash.b() && c == hash.c() && d == hash.d();
    }

    /** Whether both are views of one token. */
    boolean hasHashOf(TokenView other) {
        return a == other.a && b == other.b && c == other.c && d == other.d;
    }

    /** The hash code of the token's hash. */
    int placeHint() {
        return (int) a;
    }

    /** Whether the flow that the purpose names covers an operation of the audience, called by the caller. */
    boolean purposeCovers(int called) {
        return purposeFits && (called == operation || called == otherOperation || purposeListsMore && lists(called));
    }

    private boolean lists(int called) {
        return policy.flow(purpose).edge().operations() instanceof Operations.All
                || policy.index.flowEdges().lists(purpose, called);
    }

    boolean holdsScopesOf(int flow) {
        return flow == purpose
                ? holdsPurposeScopes
                : missingScope(token.scopes(), policy.flow(flow).scopes()) == null;
    }

    static @Nullable String missingScope(List<String> held, List<Scope> wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            String scope = wanted.get(i).text();
            if (!held.contains(scope)) {
                return scope;
            }
        }
        return null;
    }
}
