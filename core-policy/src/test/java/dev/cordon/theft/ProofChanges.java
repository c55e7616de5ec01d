package dev.cordon.theft;

import dev.cordon.decision.Moment;
import dev.cordon.decision.Reason;
import dev.cordon.token.DpopProofMaker;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.SigningKey;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The same token with another proof, none, or by another scheme. */
final class ProofChanges {

    private final ValidCall call;
    private final Consumer<Change> to;

    ProofChanges(ValidCall call, Consumer<Change> to) {
        this.call = call;
        this.to = to;
    }

    void add() {
        String text = call.evidence.token();
        if (call.evidence.key().isEmpty()) {
            add(Aspect.SCHEME, "as DPoP", Reason.DPOP_INVALID, PresentedToken.dpop(text, null));
            String own = call.proof(Town.STRANGER, here(), text, call.attempt.at());
            add(Aspect.SCHEME, "with a proof", Reason.DPOP_INVALID, PresentedToken.dpop(text, own));
            return;
        }
        SigningKey key = call.evidence.key().get();
        add(Aspect.SCHEME, "as Bearer", Reason.DPOP_MISSING, PresentedToken.bearer(text));
        add(Aspect.PROOF_GONE, "none", Reason.DPOP_MISSING, PresentedToken.dpop(text, null));
        for (String odd : List.of("", ".", "a.b.c", text)) {
            add(Aspect.PROOF_ALTERED, "`" + odd.length() + "`", Reason.DPOP_INVALID, PresentedToken.dpop(text, odd));
        }
        invalid(Aspect.PROOF_KEY, "a stranger's", call.proof(Town.STRANGER, here(), text, call.attempt.at()));
        invalid(Aspect.PROOF_KEY, "the issuer's", call.proof(Town.KEY, here(), text, call.attempt.at()));
        calls(key, text);
        times(key, text);
        String good = call.proof(key, here(), text, call.attempt.at());
        int middle = good.indexOf('.') + 10;
        char other = good.charAt(middle) == 'A' ? 'B' : 'A';
        invalid(Aspect.PROOF_ALTERED, "claims", good.substring(0, middle) + other + good.substring(middle + 1));
        invalid(Aspect.PROOF_ALTERED, "cut", good.substring(0, good.length() - 4));
        to.accept(new Change(Aspect.PROOF_REPLAYED, "once more", Reason.DPOP_REPLAYED, call.attempt));
    }

    private void calls(SigningKey key, String text) {
        DpopProofMaker.Call here = here();
        for (String method : List.of("PUT", "DELETE", here.method().toLowerCase(Locale.ROOT))) {
            other("method " + method, key, new DpopProofMaker.Call(method, here.url()));
        }
        for (String url : List.of(
                here.url() + "/x",
                here.url() + "0",
                here.url().replace("https:", "http:"),
                here.url().replace(".example", "-twin.example"),
                here.url().replace(".example/", ".example:8443/"),
                Town.TOKEN_URL)) {
            other("URL " + url, key, new DpopProofMaker.Call(here.method(), url));
        }
        for (String token : List.of(text + "A", "another", "")) {
            String proof = call.proof(key, here, token, call.attempt.at());
            invalid(Aspect.PROOF_FOR_ANOTHER_TOKEN, token.length() + " characters", proof);
        }
    }

    private void other(String detail, SigningKey key, DpopProofMaker.Call forCall) {
        String proof = call.proof(key, forCall, call.evidence.token(), call.attempt.at());
        invalid(Aspect.PROOF_FOR_ANOTHER_CALL, detail, proof);
    }

    private void times(SigningKey key, String text) {
        for (long seconds : new long[] {-3_600, -62, -61, 6, 7, 3_600}) {
            Moment then = new Moment(call.attempt.at().wall().plusSeconds(seconds), 0);
            invalid(Aspect.PROOF_TIME, seconds + " s", call.proof(key, here(), text, then));
        }
    }

    private DpopProofMaker.Call here() {
        Attempt.Place place = call.attempt.place();
        return new DpopProofMaker.Call(place.method(), "https://" + call.target() + ".example" + place.path());
    }

    private void invalid(Aspect aspect, String detail, String proof) {
        add(aspect, detail, Reason.DPOP_INVALID, PresentedToken.dpop(call.evidence.token(), proof));
    }

    private void add(Aspect aspect, String detail, Reason expected, PresentedToken shown) {
        to.accept(new Change(aspect, detail, expected, call.attempt.with(shown)));
    }
}
