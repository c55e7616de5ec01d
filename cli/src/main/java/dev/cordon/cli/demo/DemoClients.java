package dev.cordon.cli.demo;

import dev.cordon.issuance.AuthorizationServer;
import dev.cordon.issuance.ClientRequest;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.token.ClientAssertionMaker;
import dev.cordon.token.DpopProofMaker;
import dev.cordon.token.SignerUnavailableException;
import dev.cordon.token.SigningKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the two services of the demonstration ask the token service, as any OAuth client would. */
final class DemoClients {

    static final String TOKENS = "tokens.shop.example";

    private static final String ISSUER = "https://" + TOKENS;
    private static final String CHARGES = "https://payments.shop.example/charges";

    /** What web-bff is known by. */
    private final String secret;

    /** What orders-api is known by at first. */
    private final SigningKey assertionKey;

    /** What orders-api's tokens are bound to. */
    private final DpopProofMaker proofs;

    private final Clock clock;
    private int ids;

    DemoClients(Clock clock, SecureRandom random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        this.secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        this.assertionKey = SigningKey.generate(SignatureAlgorithm.ES256, random);
        this.proofs = new DpopProofMaker(SigningKey.generate(SignatureAlgorithm.ES256, random));
        this.clock = clock;
    }

    /** The secret of web-bff. */
    String revealSecret() {
        return secret;
    }

    /** The first key of orders-api. */
    SigningKey assertionKey() {
        return assertionKey;
    }

    /** web-bff asks for a token for a target. */
    SocketClient.Call webAsks(String target, String shown) {
        return post("token", Map.of("grant_type", ClientRequest.CLIENT_CREDENTIALS, "audience", target), basic(shown));
    }

    /** web-bff exchanges a token that was not meant for it. */
    SocketClient.Call webExchanges(String token) {
        return post("token", exchange(token, "payments-api"), basic(secret));
    }

    /** web-bff ends a token's chain. */
    SocketClient.Call webRevokes(String token) {
        return post("revoke", Map.of("token", token), basic(secret));
    }

    /** orders-api exchanges the token that it was called with, and proves itself by that key. */
    SocketClient.Call ordersExchanges(SigningKey key, String token, String target) throws SignerUnavailableException {
        Map<String, String> form = exchange(token, target);
        form.put("client_assertion_type", ClientAssertionMaker.TYPE);
        form.put("client_assertion", new ClientAssertionMaker("orders-api", key).make(ISSUER, id(), clock.instant()));
        String proof = proofs.proveRequest(
                new DpopProofMaker.Call("POST", AuthorizationServer.tokenUrl(ISSUER)), id(), clock.instant());
        return post("token", form, "DPoP: " + proof);
    }

    /** orders-api charges, with proof that the token is its own. */
    SocketClient.Call ordersCharges(String token) throws SignerUnavailableException {
        String proof = proofs.prove(new DpopProofMaker.Call("POST", CHARGES), token, id(), clock.instant());
        return new SocketClient.Call(
                "POST /charges",
                List.of("Host: " + DemoWorld.PAYMENTS, "Authorization: DPoP " + token, "DPoP: " + proof),
                "");
    }

    private static Map<String, String> exchange(String token, String target) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", ClientRequest.TOKEN_EXCHANGE);
        form.put("subject_token", token);
        form.put("subject_token_type", ClientRequest.ACCESS_TOKEN);
        form.put("audience", target);
        return form;
    }

    private static String basic(String secret) {
        return "Authorization: Basic "
                + Base64.getEncoder().encodeToString(("web-bff:" + secret).getBytes(StandardCharsets.UTF_8));
    }

    private static SocketClient.Call post(String endpoint, Map<String, String> form, String header) {
        List<String> headers =
                new ArrayList<>(List.of("Host: " + TOKENS, "Content-Type: application/x-www-form-urlencoded", header));
        String body = form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return new SocketClient.Call("POST /oauth2/" + endpoint, headers, body);
    }

    private String id() {
        return "demo-" + ++ids;
    }
}
