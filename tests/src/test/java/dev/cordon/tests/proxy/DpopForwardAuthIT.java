package dev.cordon.tests.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.decision.Reason;
import dev.cordon.mesh.ProxyKind;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.tests.surroundings.Caller;
import dev.cordon.tests.surroundings.RealProgram;
import dev.cordon.token.DpopProofMaker;
import dev.cordon.token.SegmentTokenRequest;
import dev.cordon.token.SigningKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A token that belongs to a key, through real proxies with the documented configurations. */
final class DpopForwardAuthIT {

    private static final String URL = "https://" + Shop.HOST + "/charges/1";

    @TempDir
    private Path folder;

    private final DpopProofMaker holder =
            new DpopProofMaker(SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom()));
    private final DpopProofMaker thief =
            new DpopProofMaker(SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom()));

    @ParameterizedTest
    @EnumSource(
            value = ProxyKind.class,
            names = {"NGINX", "CADDY"})
    void the_holder_of_the_key_gets_through_with_a_nonce_and_once_a_proof(ProxyKind kind) throws Exception {
        RealProgram.find(kind.name().toLowerCase(Locale.ROOT));
        try (Shop shop = new Shop(kind, folder.resolve("shop"), Shop.authority(folder), Map.of())) {
            Instant now = Instant.now();
            String token = shop.mint("orders-api", "payments-api", "read", boundTo(holder), now);
            DpopProofMaker.Call call = new DpopProofMaker.Call("GET", URL);

            Caller.Reply first = ask(shop, token, holder.prove(call, token, "proof-1", now));
            assertThat(first.status()).isEqualTo(401);
            assertThat(shop.reasonOf(first)).isEqualTo(Reason.DPOP_NONCE);
            assertThat(first.header("WWW-Authenticate").toString()).contains("use_dpop_nonce");
            String nonce = first.header("DPoP-Nonce").orElseThrow();

            String proof = holder.prove(call, token, "proof-2", now, nonce);
            assertThat(ask(shop, token, proof).status()).isEqualTo(200);
            assertDenied(shop, ask(shop, token, proof), Reason.DPOP_REPLAYED);

            String stolen = thief.prove(call, token, "proof-3", now, nonce);
            assertDenied(shop, ask(shop, token, stolen), Reason.DPOP_INVALID);
            String elsewhere = holder.prove(new DpopProofMaker.Call("GET", URL + "0"), token, "proof-4", now, nonce);
            assertDenied(shop, ask(shop, token, elsewhere), Reason.DPOP_INVALID);
            assertDenied(
                    shop, shop.caller().call("GET /charges/1", "Authorization: Bearer " + token), Reason.DPOP_MISSING);
        }
    }

    private static Caller.Reply ask(Shop shop, String token, String proof) throws Exception {
        return shop.caller().call("GET /charges/1", "Authorization: DPoP " + token, "DPoP: " + proof);
    }

    private static void assertDenied(Shop shop, Caller.Reply reply, Reason reason) {
        assertThat(reply.status()).isEqualTo(401);
        assertThat(shop.reasonOf(reply)).isEqualTo(reason);
    }

    private static SegmentTokenRequest.Bound boundTo(DpopProofMaker key) {
        return new SegmentTokenRequest.Bound(
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(key.thumbprint()));
    }
}
