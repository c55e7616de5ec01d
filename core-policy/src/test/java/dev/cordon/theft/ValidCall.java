package dev.cordon.theft;

import dev.cordon.decision.Moment;
import dev.cordon.policy.ServiceName;
import dev.cordon.token.DpopProofMaker;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.SignerUnavailableException;
import dev.cordon.token.SigningKey;
import dev.cordon.token.VerifiedToken;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A call that must be allowed, and the same with a proof made anew for what is changed. */
final class ValidCall {

    final Evidence evidence;
    final Attempt attempt;
    final VerifiedToken token;
    private long proofs;

    /**
     * What its caller has.
     *
     * @param token the token's text
     * @param key the key that it is bound to, where it is
     * @param earlier the token that it was exchanged for, where it was
     */
    record Evidence(String token, Optional<SigningKey> key, Optional<String> earlier) {}

    ValidCall(Evidence evidence, Attempt unproven) {
        this.evidence = evidence;
        this.token = Town.verified(evidence.token());
        this.attempt = unproven.with(shown(evidence.token(), unproven.place(), unproven.at()));
    }

    /** The token of that text as its holder would show it. */
    PresentedToken shown(String text, Attempt.Place place, Moment at) {
        if (evidence.key().isEmpty()) {
            return PresentedToken.bearer(text);
        }
        String url = "https://" + target() + ".example" + place.path();
        return PresentedToken.dpop(
                text, proof(evidence.key().get(), new DpopProofMaker.Call(place.method(), url), text, at));
    }

    String proof(SigningKey by, DpopProofMaker.Call call, String text, Moment at) {
        try {
            return new DpopProofMaker(by).prove(call, text, token.id() + "-" + ++proofs, at.wall());
        } catch (SignerUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }

    Attempt at(Attempt.Place place) {
        return attempt.with(place).with(shown(evidence.token(), place, attempt.at()));
    }

    Attempt at(Moment when) {
        return attempt.with(when).with(shown(evidence.token(), attempt.place(), when));
    }

    Attempt in(Scene scene) {
        return attempt.with(scene).with(shown(evidence.token(), attempt.place(), attempt.at()));
    }

    Attempt with(String text) {
        return attempt.with(shown(text, attempt.place(), attempt.at()));
    }

    String target() {
        return token.audience().get(0);
    }

    String segment() {
        return TownPolicy.POLICY.services().stream()
                .filter(service -> service.name().equals(new ServiceName(target())))
                .findFirst()
                .orElseThrow()
                .segment()
                .text();
    }

    /** Caller, origin and actors, each once. */
    List<String> chain() {
        return Stream.concat(Stream.of(token.caller(), token.origin()), token.actors().stream())
                .distinct()
                .toList();
    }
}
