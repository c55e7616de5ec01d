package dev.cordon.tests.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.aws.store.identity.StsIdentities;
import dev.cordon.document.Json;
import dev.cordon.tests.surroundings.Child;
import dev.cordon.token.ClientAssertionMaker;
import dev.cordon.token.SigningKey;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The packaged token service, asked as its HTTP API asks it. */
final class TokenFunction implements AutoCloseable {

    private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");

    private final LambdaFunction function;

    /** The answer of an OAuth endpoint. */
    record Answer(int status, String body) {

        String token() {
            Matcher found = TOKEN.matcher(body);
            assertThat(found.find()).as("%s", this).isTrue();
            return found.group(1);
        }

        /** The claim {@code txn} of its token. */
        String transaction() {
            String claims = new String(Base64.getUrlDecoder().decode(token().split("\\.", -1)[1]), UTF_8);
            return claims.replaceFirst(".*\"txn\":\"([^\"]+)\".*", "$1");
        }
    }

    private TokenFunction(LambdaFunction function) {
        this.function = function;
    }

    /** Started with those settings, from a package's folder. */
    static TokenFunction start(Path code, Map<String, String> settings) throws Exception {
        return new TokenFunction(
                LambdaFunction.start(new LambdaFunction.Settings(code, FunctionPackage.TOKENS, settings, List.of())));
    }

    /** Asks for a token by a client's secret. */
    Answer bySecret(String client, String secret, String audience) throws Exception {
        String pair = client + ":" + secret;
        return ask(
                credentialsFor(audience),
                Map.of("authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8))));
    }

    /** What asks for a token for an audience. */
    static Map<String, String> credentialsFor(String audience) {
        return Map.of("grant_type", "client_credentials", "audience", audience);
    }

    /** What asks for a token for an audience in exchange for the one that a caller showed. */
    static Map<String, String> exchange(String subject, String audience) {
        return Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:token-exchange",
                "audience",
                audience,
                "subject_token",
                subject,
                "subject_token_type",
                "urn:ietf:params:oauth:token-type:access_token");
    }

    /** Asks for a token by a client's key ({@code private_key_jwt}). */
    Answer byKey(String client, SigningKey key, Map<String, String> wanted) throws Exception {
        String assertion = new ClientAssertionMaker(client, key)
                .make(ControlCloud.ISSUER, UUID.randomUUID().toString(), Instant.now());
        return byAssertion(client, wanted, ClientAssertionMaker.TYPE, assertion);
    }

    /** Asks for a token by what a workload with a role shows. */
    Answer byRole(String client, String identity, Map<String, String> wanted) throws Exception {
        return byAssertion(client, wanted, StsIdentities.TYPE, identity);
    }

    private Answer byAssertion(String client, Map<String, String> wanted, String type, String assertion)
            throws Exception {
        Map<String, String> form = new HashMap<>(wanted);
        form.put("client_id", client);
        form.put("client_assertion_type", type);
        form.put("client_assertion", assertion);
        return ask(form, Map.of());
    }

    /** Asks for a token, with these headers. */
    Answer ask(Map<String, String> form, Map<String, String> headers) throws Exception {
        String body = new TreeMap<>(form)
                .entrySet().stream()
                        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), UTF_8))
                        .collect(Collectors.joining("&"));
        return answer("POST", "/oauth2/token", body, headers);
    }

    Answer get(String path) throws Exception {
        return answer("GET", path, "", Map.of());
    }

    /** What it answers to a request for one of its paths, with these headers beside that of a form. */
    Answer answer(String method, String path, String body, Map<String, String> further) throws Exception {
        Map<String, Json> headers = new HashMap<>();
        headers.put("content-type", Json.of("application/x-www-form-urlencoded"));
        further.forEach((name, value) -> headers.put(name, Json.of(value)));
        Json.Members http = Json.object()
                .put("method", method)
                .put("sourceIp", "198.51.100.7")
                .build();
        byte[] event = Json.object()
                .put("version", "2.0")
                .put("rawPath", path)
                .put("rawQueryString", "")
                .put("headers", new Json.Members(headers))
                .put("requestContext", Json.object().put("http", http).build())
                .put("body", body)
                .put("isBase64Encoded", Json.of(false))
                .build()
                .toCanonicalBytes();
        Outcome outcome = function.invoke(event);
        assertThat(outcome).isInstanceOf(Outcome.Answer.class);
        Json.Members answer = (Json.Members) Json.parse(((Outcome.Answer) outcome).body());
        return new Answer(
                Integer.parseInt(answer.map().get("statusCode").toCanonical()),
                ((Json.Text) answer.map().get("body")).value());
    }

    Child log() {
        return function.log();
    }

    @Override
    public void close() throws IOException {
        function.close();
    }
}
