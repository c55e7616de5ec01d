package dev.cordon.decision;

import dev.cordon.policy.Scope;
import dev.cordon.token.VerifiedToken;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A verified token in the numbers of one compiled policy: what is looked up once instead of with every call. */
final class TokenView {

    final VerifiedToken token;
    final CompiledPolicy policy;
    final String keys;
    /** The caller's number, or {@link CompiledPolicy#UNKNOWN}. */
    final int caller;
    /**
     * The numbers of origin and actors, other than the caller; {@link CompiledPolicy#UNKNOWN} among them for strangers.
     */
    final int[] chain;

    final boolean knowsActors;
    final boolean issuerKnown;
    final boolean issuerMaySpeak;
    /** The number of a segment token's one audience, or {@link CompiledPolicy#UNKNOWN}. */
    final int audience;
    /** The number of the flow its purpose names, or {@link CompiledPolicy#UNKNOWN}. */
    final int purpose;

    private final boolean holdsPurposeScopes;

    TokenView(VerifiedToken token, CompiledPolicy policy, String keys) {
        this.token = token;
        this.policy = policy;
        this.keys = keys;
        caller = policy.service(token.caller());
        chain = chain(token, policy);
        knowsActors = Arrays.stream(chain).noneMatch(actor -> actor == CompiledPolicy.UNKNOWN);
        BitSet speakers = policy.speaksFor.get(token.issuer().text());
        issuerKnown = speakers != null;
        issuerMaySpeak = speakers != null && caller >= 0 && speakers.get(caller);
        audience =
                token.audience().size() == 1 ? policy.service(token.audience().get(0)) : CompiledPolicy.UNKNOWN;
        String named = token.purpose();
        purpose = named == null ? CompiledPolicy.UNKNOWN : policy.index.flows().number(named);
        holdsPurposeScopes = purpose >= 0
                && missingScope(token.scopes(), policy.flow(purpose).scopes()) == null;
    }

    private static int[] chain(VerifiedToken token, CompiledPolicy policy) {
        return Stream.concat(Stream.of(token.origin()), token.actors().stream())
                .filter(name -> !name.equals(token.caller()))
                .distinct()
                .mapToInt(policy::service)
                .toArray();
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
