package dev.cordon.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ClientAssertionsTest {

    private static final String SERVER = "https://tokens.shop.example";
    private static final Set<String> AUDIENCES = Set.of(SERVER, SERVER + "/oauth2/token");
    private static final long NOW = Forge.NOW.getEpochSecond();
    private static final String CLIENT = "orders-api";

    private final ClientAssertions assertions = new ClientAssertions(SignatureProvider.jdk());

    @Test
    void an_assertion_of_the_client_for_this_server_holds_and_is_used_once() {
        ClientAssertions.Outcome first = check(header(), claims());

        assertThat(first).isInstanceOf(ClientAssertions.Holds.class).isEqualTo(check(header(), claims()));
        assertThat(((ClientAssertions.Holds) first).use().until()).isEqualTo(NOW + 60);
        assertThat(check(header(), with(claims(), "jti", "other"))).isNotEqualTo(first);
    }

    @Test
    void the_endpoint_s_url_and_a_list_of_names_of_this_server_are_taken_too() {
        assertThat(outcome(with(claims(), "aud", SERVER + "/oauth2/token"))).isEqualTo("holds");
        assertThat(outcome(with(claims(), "aud", List.of(SERVER)))).isEqualTo("holds");
    }

    @Test
    void one_that_is_meant_for_another_server_as_well_could_be_used_there_and_fails() {
        assertThat(outcome(with(claims(), "aud", "https://other.example"))).contains("another server");
        assertThat(outcome(with(claims(), "aud", List.of(SERVER, "https://other.example"))))
                .contains("another server");
        assertThat(outcome(with(claims(), "aud", List.of()))).contains("`aud`");
        assertThat(outcome(without(claims(), "aud"))).contains("`aud`");
    }

    @Test
    void one_of_another_client_fails() {
        assertThat(outcome(with(claims(), "iss", "web-bff"))).contains("client itself");
        assertThat(outcome(with(claims(), "sub", "web-bff"))).contains("client itself");
        assertThat(outcome(without(claims(), "iss"))).contains("client itself");
    }

    @Test
    void it_ends_soon_and_has_begun() {
        assertThat(outcome(with(claims(), "exp", NOW + 305))).isEqualTo("holds");
        assertThat(outcome(with(claims(), "exp", NOW + 306))).contains("good for more than");
        assertThat(outcome(with(claims(), "exp", NOW + 1))).isEqualTo("holds");
        assertThat(outcome(with(claims(), "exp", NOW))).contains("over");
        assertThat(outcome(without(claims(), "exp"))).contains("`exp`");
        assertThat(outcome(with(claims(), "nbf", NOW + 5))).isEqualTo("holds");
        assertThat(outcome(with(claims(), "nbf", NOW + 6))).contains("not valid yet");
        assertThat(outcome(with(claims(), "iat", NOW + 6))).contains("not valid yet");
        assertThat(outcome(with(claims(), "iat", "now"))).contains("`iat`");
    }

    @Test
    void it_has_an_id() {
        assertThat(outcome(without(claims(), "jti"))).contains("`jti`");
        assertThat(outcome(with(claims(), "jti", "\u0000"))).contains("`jti`");
    }

    @Test
    void its_header_is_that_of_an_assertion() {
        for (Map<String, Object> header : List.of(
                with(header(), "typ", "at+jwt"),
                with(header(), "typ", 7),
                with(header(), "crit", List.of("exp")),
                with(header(), "jwk", Map.of()))) {
            assertThat(outcome(header, claims())).as("%s", header).contains("header");
        }
        assertThat(outcome(with(header(), "typ", "JWT"), claims())).isEqualTo("holds");
        assertThat(outcome(with(header(), "typ", "client-authentication+jwt"), claims()))
                .isEqualTo("holds");
    }

    @Test
    void it_is_signed_by_the_key_that_it_names_or_the_only_one() throws Exception {
        assertThat(outcome(without(header(), "kid"), claims())).isEqualTo("holds");
        assertThat(outcome(with(header(), "kid", "unknown"), claims())).contains("no key");
        assertThat(outcome(with(header(), "alg", "none"), claims())).contains("no key");
        assertThat(outcome(with(header(), "alg", "HS256"), claims())).contains("no key");
        assertThat(told(assertions.check(
                        Forge.signText(
                                Forge.text(header()), Forge.text(claims()), Forge.STRANGER.by(SignatureProvider.jdk())),
                        CLIENT,
                        Forge.ES.publicKeys(),
                        AUDIENCES,
                        Forge.NOW)))
                .contains("signature");
        JsonWebKeys two = Forge.ES.publicKeys().and(Forge.STRANGER.publicKeys());
        assertThat(told(assertions.check(sign(without(header(), "kid"), claims()), CLIENT, two, AUDIENCES, Forge.NOW)))
                .contains("no key");
    }

    @Test
    void what_is_no_jwt_fails_and_names_nobody() {
        assertThat(told(assertions.check("a.b", CLIENT, Forge.ES.publicKeys(), AUDIENCES, Forge.NOW)))
                .contains("no signed JWT");
        assertThat(ClientAssertions.claimedClient("a.b")).isEmpty();
        assertThat(ClientAssertions.claimedClient(sign(header(), claims()))).contains(CLIENT);
        assertThat(ClientAssertions.claimedClient(sign(header(), without(claims(), "sub"))))
                .isEmpty();
    }

    private String outcome(Map<String, Object> claims) {
        return outcome(header(), claims);
    }

    private String outcome(Map<String, Object> header, Map<String, Object> claims) {
        return told(check(header, claims));
    }

    private static String told(ClientAssertions.Outcome outcome) {
        return outcome instanceof ClientAssertions.Fails fails ? fails.why() : "holds";
    }

    private ClientAssertions.Outcome check(Map<String, Object> header, Map<String, Object> claims) {
        return assertions.check(sign(header, claims), CLIENT, Forge.ES.publicKeys(), AUDIENCES, Forge.NOW);
    }

    private static String sign(Map<String, Object> header, Map<String, Object> claims) {
        return Forge.signText(Forge.text(header), Forge.text(claims), Forge.ES.by(SignatureProvider.jdk()));
    }

    private static Map<String, Object> header() {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", "ES256");
        header.put("kid", Forge.ES.keyId());
        return header;
    }

    private static Map<String, Object> claims() {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", CLIENT);
        claims.put("sub", CLIENT);
        claims.put("aud", SERVER);
        claims.put("exp", NOW + 60);
        claims.put("jti", "assertion-1");
        return claims;
    }

    private static Map<String, Object> with(Map<String, Object> map, String name, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(map);
        changed.put(name, value);
        return changed;
    }

    private static Map<String, Object> without(Map<String, Object> map, String name) {
        Map<String, Object> changed = new LinkedHashMap<>(map);
        changed.remove(name);
        return changed;
    }
}
