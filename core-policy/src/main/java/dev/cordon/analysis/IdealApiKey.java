package dev.cordon.analysis;

import dev.cordon.apikey.ApiKey;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.policy.Flow;
import dev.cordon.policy.FlowId;
import dev.cordon.token.TokenHash;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The API key of an ideal caller. It has no chain and no holder: overrides that want one find none. */
final class IdealApiKey {

    private static final String NAME = "rehearsal";

    private IdealApiKey() {}

    /** What is kept of a key of that hash, made for the flow that the call is to be allowed by. */
    static ApiKey of(IdealCaller.Casting casting, Props props, TokenHash hash) {
        Optional<Flow> flow = casting.flow();
        RehearsedCall.Overrides overrides = casting.call().overrides();
        FlowId purpose = overrides.purpose().orElse(flow.map(Flow::id).orElse(IdealTokens.NO_PURPOSE));
        Instant made = casting.at().truncatedTo(ChronoUnit.SECONDS);
        return new ApiKey(
                NAME,
                hash,
                new ApiKey.Grant(
                        new LedgerEntry.Edge(casting.call().from(), casting.to(), purpose),
                        flow.map(Flow::scopes).orElse(List.of()),
                        new ApiKey.Bounds(
                                overrides.environment().orElse(props.environment()), props.networks(), List.of())),
                new ApiKey.Terms(NAME, made, made.plus(IdealTokens.LIFE), Optional.empty()));
    }
}
