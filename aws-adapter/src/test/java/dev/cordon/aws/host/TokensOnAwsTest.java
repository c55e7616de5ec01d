package dev.cordon.aws.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.audit.TokenRecord;
import dev.cordon.aws.control.TokenEndpoint;
import dev.cordon.aws.store.identity.IdentityAssertions;
import dev.cordon.aws.store.identity.StrictSts;
import dev.cordon.aws.store.identity.StsIdentities;
import dev.cordon.credential.Credential;
import dev.cordon.credential.CredentialLedger;
import dev.cordon.credential.CredentialProof;
import dev.cordon.credential.PlatformIdentity;
import dev.cordon.document.Json;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.RevocationStore;
import dev.cordon.token.ClientAssertionMaker;
import dev.cordon.token.SigningKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The token service as a function, over an emulated AWS: what it issues is signed by KMS. */
final class TokensOnAwsTest {

    private static final Pattern SECRET = Pattern.compile("\"client_secret\":\"([^\"]+)\"");
    private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");
    private static final String FORM = "grant_type=client_credentials&audience=payments-api";
    private static final long SEED = Long.getLong("cordon.seed", System.nanoTime());

    private ControlShop shop;
    private TokenEndpoint endpoint;

    @BeforeEach
    void deploy() throws Exception {
        shop = new ControlShop();
        deployAgain();
    }

    private void deployAgain() throws Exception {
        endpoint = shop.tokens();
        byte[] unused = shop.plane(shop.bench.control())
                .answer(ControlShop.utf8(ControlShop.batch(shop.event("CreateFunction20150331", "e1"))), () -> true);
        shop.requests.clear();
    }

    private String secret() {
        Matcher found = SECRET.matcher(shop.secret("AWSCURRENT"));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static String basic(String secret) {
        return "Basic " + Base64.getEncoder().encodeToString(("orders-api:" + secret).getBytes(StandardCharsets.UTF_8));
    }

    private static Json.Members request(String method, String path, String authorization, String body) {
        return Json.object()
                .put("version", "2.0")
                .put("rawPath", path)
                .put("rawQueryString", "")
                .put(
                        "headers",
                        Json.object()
                                .put("content-type", "application/x-www-form-urlencoded; charset=utf-8")
                                .put("authorization", authorization)
                                .build())
                .put(
                        "requestContext",
                        Json.object()
                                .put(
                                        "http",
                                        Json.object()
                                                .put("method", method)
                                                .put("sourceIp", "198.51.100.7")
                                                .build())
                                .build())
                .put("body", Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)))
                .put("isBase64Encoded", true)
                .build();
    }

    private Json.Members answer(Json.Members request) throws Exception {
        return (Json.Members) Json.parse(endpoint.answer(ControlShop.utf8(request.toCanonical())));
    }

    private static Json status(long status) {
        return Json.of(status);
    }

    private static String body(Json.Members answer) {
        return ((Json.Text) answer.find("body").orElseThrow()).value();
    }

    private Json.Members token(String secret) throws Exception {
        return answer(request("POST", "/oauth2/token", basic(secret), FORM));
    }

    @Test
    void a_service_obtains_a_token_with_the_secret_that_it_reads_and_the_token_is_good() throws Exception {
        Json.Members issued = token(secret());
        assertThat(issued.find("statusCode")).as("%s", shop.requests).contains(status(200));
        Matcher token = TOKEN.matcher(body(issued));
        assertThat(token.find()).as(body(issued)).isTrue();
        assertThat(shop.requests).hasSize(1);
        assertThat(shop.requests.get(0).outcome()).isInstanceOf(TokenRecord.Issued.class);
        assertThat(shop.requests.get(0).asked().source().map(Object::toString)).contains("198.51.100.7");

        Json.Members looked = answer(request("POST", "/oauth2/introspect", basic(secret()), "token=" + token.group(1)));
        assertThat(body(looked)).contains("\"active\":true").contains("\"sub\":\"orders-api\"");

        Json.Members ended = answer(request("POST", "/oauth2/revoke", basic(secret()), "token=" + token.group(1)));
        assertThat(ended.find("statusCode")).contains(status(200));
        shop.later(Duration.ofMinutes(1));
        assertThat(body(answer(request("POST", "/oauth2/introspect", basic(secret()), "token=" + token.group(1)))))
                .isEqualTo("{\"active\":false}");
    }

    private void add(CredentialProof proof) throws Exception {
        ServiceName service = new ServiceName("orders-api");
        CredentialLedger ledger = shop.kept().care().credentials();
        Credential.Terms terms = new Credential.Terms("team", shop.now(), Optional.empty(), List.of());
        long next = ledger.of(service).get(0).generation() + 1;
        assertThat(ledger.add(new Credential(service, next, proof, Credential.State.CURRENT, terms)))
                .isTrue();
    }

    private Json.Members asserted(String type, String assertion) throws Exception {
        String form = FORM + "&client_id=orders-api&client_assertion_type="
                + URLEncoder.encode(type, StandardCharsets.UTF_8)
                + "&client_assertion=" + URLEncoder.encode(assertion, StandardCharsets.UTF_8);
        return answer(without("authorization", request("POST", "/oauth2/token", "", form)));
    }

    private static Json.Members without(String header, Json.Members request) {
        Map<String, Json> all = new HashMap<>(request.map());
        Map<String, Json> headers = new HashMap<>(((Json.Members) all.get("headers")).map());
        headers.remove(header);
        all.put("headers", new Json.Members(headers));
        return new Json.Members(all);
    }

    @Test
    void a_service_obtains_a_token_with_its_private_key_once() throws Exception {
        SigningKey key = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
        add(new CredentialProof.Keys(key.publicKeys()));
        ClientAssertionMaker maker = new ClientAssertionMaker("orders-api", key);
        String first = maker.make(ControlShop.ISSUER, "a-1", shop.now());

        Json.Members issued = asserted(ClientAssertionMaker.TYPE, first);
        assertThat(issued.find("statusCode")).as("%s", shop.requests).contains(status(200));
        assertThat(body(issued)).contains("access_token");

        endpoint = shop.tokens();
        assertThat(asserted(ClientAssertionMaker.TYPE, first).find("statusCode"))
                .as("of another instance, too")
                .contains(status(401));
        String elsewhere = maker.make("https://evil.example", "a-2", shop.now());
        assertThat(asserted(ClientAssertionMaker.TYPE, elsewhere).find("statusCode"))
                .contains(status(401));
    }

    @Test
    void a_service_obtains_a_token_with_its_role_and_nobody_hands_it_a_secret() throws Exception {
        try (StrictSts sts = new StrictSts()) {
            shop = new ControlShop(Map.of(
                    "AWS_REGION",
                    "eu-west-1",
                    "AWS_ENDPOINT_URL_STS",
                    sts.endpoint().toString()));
            deployAgain();
            add(new CredentialProof.Platform(new PlatformIdentity("arn:aws:iam::123456789012:role/orders")));
            IdentityAssertions assertions = new IdentityAssertions("eu-west-1", shop::now);
            String first = assertions.make(ControlShop.ISSUER, sts.workload("orders"));

            Json.Members issued = asserted(StsIdentities.TYPE, first);
            assertThat(issued.find("statusCode")).as("%s", shop.requests).contains(status(200));
            assertThat(body(issued)).contains("access_token");

            endpoint = shop.tokens();
            assertThat(asserted(StsIdentities.TYPE, first).find("statusCode"))
                    .as("of another instance, too")
                    .contains(status(401));
            assertThat(asserted(StsIdentities.TYPE, assertions.make("https://evil.example", sts.workload("orders")))
                            .find("statusCode"))
                    .contains(status(401));
            assertThat(asserted(StsIdentities.TYPE, assertions.make(ControlShop.ISSUER, sts.workload("web")))
                            .find("statusCode"))
                    .contains(status(401));
            sts.fallSilent();
            assertThat(asserted(StsIdentities.TYPE, assertions.make(ControlShop.ISSUER, sts.workload("orders")))
                            .find("statusCode"))
                    .as("STS is silent")
                    .contains(status(503));
            assertThat(shop.requests)
                    .extracting(record -> record.asked().client())
                    .allMatch(Optional.of("orders-api")::equals);
        }
    }

    @Test
    void who_shows_another_secret_or_is_deleted_obtains_nothing() throws Exception {
        String secret = secret();
        assertThat(token("x".repeat(43)).find("statusCode")).contains(status(401));
        assertThat(token(secret).find("statusCode")).contains(status(200));

        shop.later(Duration.ofMinutes(1));
        byte[] unused = shop.plane(shop.bench.control())
                .answer(ControlShop.utf8(ControlShop.batch(shop.event("DeleteFunction20150331", "e2"))), () -> true);
        Json.Members refused = token(secret);
        assertThat(refused.find("statusCode")).contains(status(401));
        assertThat(body(refused)).isEqualTo("{\"error\":\"invalid_client\"}");
    }

    @Test
    void where_others_are_revoked_or_retired_a_new_instance_issues_as_before() throws Exception {
        RevocationStore revocations = shop.kept().care().revocations();
        revocations.add(new Revocation.OfService(new ServiceName("payments-gone")), Optional.empty());
        shop.later(Duration.ofMinutes(10));
        assertThat(token(secret()).find("statusCode")).as("an old one").contains(status(200));
        endpoint = shop.tokens();
        assertThat(token(secret()).find("statusCode")).as("a new one").contains(status(200));

        revocations.add(new Revocation.OfService(new ServiceName("orders-api")), Optional.empty());
        shop.later(Duration.ofMinutes(10));
        assertThat(token(secret()).find("statusCode")).contains(status(401));
    }

    @Test
    void the_keys_of_kms_are_shown() throws Exception {
        Json.Members keys = answer(request("GET", "/oauth2/jwks", "", ""));
        assertThat(body(keys))
                .isEqualTo(shop.bench
                        .control()
                        .keys(ControlShop.ISSUER, shop.configuration.issuing().keys())
                        .shown(ControlShop.START)
                        .orElseThrow()
                        .toJson());
        assertThat(body(answer(request("HEAD", "/oauth2/jwks", "", "")))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /oauth2/token, 405",
        "POST, /oauth2/jwks, 405",
        "DELETE, /oauth2/token, 405",
        "GET, /, 404",
        "POST, /oauth2/token/, 404",
        "GET, /.well-known/oauth-authorization-server, 200",
        "POST, /oauth2/token, 401"
    })
    void requests_are_led_by_method_and_path(String method, String path, long status) throws Exception {
        assertThat(answer(request(method, path, "", FORM)).find("statusCode")).contains(status(status));
    }

    @Test
    void what_is_no_request_gets_a_status_and_nothing_else() throws Exception {
        String whole = request("POST", "/oauth2/token", basic(secret()), FORM).toCanonical();
        for (String event : new String[] {
            "",
            "[]",
            "{}",
            whole.replace("\"2.0\"", "\"1.0\""),
            whole.replace("\"rawPath\"", "\"path\""),
            whole.replaceFirst("\"body\":\"[^\"]*\"", "\"body\":\"*\"")
        }) {
            Json.Members answer = (Json.Members) Json.parse(endpoint.answer(ControlShop.utf8(event)));
            assertThat(answer.find("statusCode")).as(event).contains(status(400));
            assertThat(body(answer)).isEmpty();
        }
        assertThat(shop.told.notices).hasSize(6).noneMatch(line -> line.contains(secret()));
    }

    @Test
    void a_form_that_is_none_is_an_error_of_the_client() throws Exception {
        String whole = request("POST", "/oauth2/token", basic(secret()), FORM).toCanonical();
        for (String event : new String[] {
            whole.replace("application/x-www-form-urlencoded", "application/json"),
            whole.replaceFirst("\"body\":\"[^\"]*\"", "\"body\":\"w7w=\"")
        }) {
            Json.Members answer = (Json.Members) Json.parse(endpoint.answer(ControlShop.utf8(event)));
            assertThat(answer.find("statusCode")).as(event).contains(status(400));
            assertThat(body(answer)).isEqualTo("{\"error\":\"invalid_request\"}");
        }
    }

    @Test
    void whatever_comes_is_answered() throws Exception {
        Random random = new Random(SEED);
        byte[] whole = ControlShop.utf8(
                request("POST", "/oauth2/token", "Basic !", FORM).toCanonical());
        for (int i = 0; i < 2_000; i++) {
            byte[] changed = whole.clone();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            Json.Members answer = (Json.Members) Json.parse(endpoint.answer(changed));
            assertThat(answer.find("statusCode").orElseThrow().toCanonical())
                    .as("seed %d, %d", SEED, i)
                    .matches("400|401|404|405");
        }
    }
}
