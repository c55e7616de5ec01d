package dev.cordon.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.fuzz.MeteredReader;
import dev.cordon.fuzz.Mutator;
import dev.cordon.policy.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What other issuers publish: their keys beside whatever else they hold, and where the keys are. */
final class ProviderDocumentsTest {

    private static final boolean FULL = Boolean.getBoolean("cordon.full");
    private static final long SEED = Long.getLong("cordon.seed", 20_261_128L);
    private static final String ISS = "https://idp.example/pool";
    private static final List<SignatureAlgorithm> RSA = List.of(SignatureAlgorithm.RS256);
    private static final List<SignatureAlgorithm> ALL = List.of(SignatureAlgorithm.values());

    private static Map<String, Object> jwk(SigningKey key, String name, Object value) {
        return Forge.with(key.publicHalf().toMap(), name, value);
    }

    private static Map<String, Object> without(SigningKey key, String... names) {
        Map<String, Object> jwk = new LinkedHashMap<>(key.publicHalf().toMap());
        List.of(names).forEach(jwk::remove);
        return jwk;
    }

    private static JsonWebKeys keys(List<SignatureAlgorithm> algorithms, Object... entries)
            throws InvalidKeyFileException {
        Map<String, Object> document = Map.of("keys", List.of(entries));
        return ProviderDocuments.keys(Json.write(document), algorithms);
    }

    private static void refused(String message, List<SignatureAlgorithm> algorithms, Object... entries) {
        assertThatThrownBy(() -> keys(algorithms, entries))
                .isInstanceOf(InvalidKeyFileException.class)
                .hasMessageContaining(message);
    }

    @Test
    void what_is_of_no_use_is_passed_over() throws Exception {
        JsonWebKeys read = keys(
                RSA,
                "no key",
                Map.of("kty", "future", "kid", "f"),
                Map.of("kty", "EC", "crv", "P-384", "kid", "c", "alg", "ES384"),
                Forge.ES.publicHalf().toMap(),
                jwk(Forge.RS, "use", "enc"),
                jwk(Forge.RS, "key_ops", List.of("encrypt")),
                jwk(Forge.RS, "alg", "RS512"),
                jwk(Forge.RS, "alg", 7),
                jwk(Forge.RS, "kid", ""),
                jwk(Forge.RS, "n", "AQAB"),
                without(Forge.RS, "kid"),
                jwk(Forge.RS, "x5c", List.of("MIIB")));

        assertThat(read).isEqualTo(Forge.RS.publicKeys());
    }

    @Test
    void a_key_without_algorithm_is_for_the_one_that_its_kind_has() throws Exception {
        JsonWebKeys read =
                keys(ALL, without(Forge.RS, "alg", "use"), without(Forge.ES, "alg"), without(Forge.ED, "alg"));

        assertThat(read)
                .isEqualTo(Forge.RS.publicKeys().and(Forge.ES.publicKeys()).and(Forge.ED.publicKeys()));
        refused("no usable key", RSA, without(Forge.ES, "alg"), without(Forge.ED, "alg"));
    }

    @Test
    void a_secret_spoils_the_document_even_in_a_key_of_no_use() {
        for (String secret : JwkForm.SECRETS) {
            refused("secret", RSA, Forge.RS.publicHalf().toMap(), Map.of("kty", "future", secret, "x"));
        }
        refused("secret", RSA, Forge.RS.publicHalf().toMap(), Map.of("kty", "oct", "kid", "s"));
    }

    @Test
    void a_kid_of_two_keys_names_none() throws Exception {
        Map<String, Object> same = jwk(Forge.STRANGER, "kid", Forge.ES.keyId());

        assertThat(keys(
                        ALL,
                        Forge.ES.publicHalf().toMap(),
                        Forge.RS.publicHalf().toMap(),
                        same,
                        same))
                .isEqualTo(Forge.RS.publicKeys());
        refused("no usable key", ALL, Forge.ES.publicHalf().toMap(), same);
    }

    @Test
    void what_is_no_set_of_keys_is_refused() {
        List<Object> many = new ArrayList<>();
        for (int i = 0; i < 101; i++) {
            many.add(Map.of("kty", "future"));
        }
        refused("at most 100", RSA, many.toArray());
        refused("no usable key", RSA);
        String padded = " ".repeat(ProviderDocuments.LONGEST) + "{\"keys\":[]}";
        for (String text : List.of("", "[]", "{}x", "{\"keys\":{}}", "{\"keys\":[],\"keys\":[]}", padded)) {
            assertThatThrownBy(() -> ProviderDocuments.keys(text.getBytes(StandardCharsets.UTF_8), RSA))
                    .isInstanceOf(InvalidKeyFileException.class);
        }
    }

    @Test
    void a_discovery_document_counts_for_exactly_its_issuer() throws Exception {
        String sound = "{\"issuer\":\"" + ISS + "\",\"jwks_uri\":\"https://idp.example/keys\",\"x\":[{\"y\":1.5}]}";

        assertThat(uri(sound, ISS)).isEqualTo("https://idp.example/keys");
        for (String other : List.of(ISS + "/", "https://IDP.example/pool", "https://idp.example", "")) {
            assertThatThrownBy(() -> uri(sound, other))
                    .isInstanceOf(InvalidKeyFileException.class)
                    .hasMessageContaining("is not that of");
        }
        for (String text : List.of("{\"issuer\":\"" + ISS + "\"}", "{\"issuer\":\"" + ISS + "\",\"jwks_uri\":7}")) {
            assertThatThrownBy(() -> uri(text, ISS)).isInstanceOf(InvalidKeyFileException.class);
        }
    }

    private static String uri(String document, String issuer) throws InvalidKeyFileException {
        return ProviderDocuments.jwksUri(document.getBytes(StandardCharsets.UTF_8), issuer);
    }

    @Test
    void nearly_sound_documents_are_read_or_refused_in_one_line() {
        String set = Forge.RS.publicKeys().toJson();
        String found = "{\"issuer\":\"" + ISS + "\",\"jwks_uri\":\"https://idp.example/keys\"}";
        List<String> pieces =
                List.of("{", "}", "[", "]", "\"keys\":[", "\"d\":\"\"", "\"alg\":", "\"kid\":", "1e9", "\\ud800");
        Mutator texts = new Mutator(SEED, List.of(set, found), pieces);
        List<String> messages = new ArrayList<>();
        MeteredReader<Integer> reader = new MeteredReader<>(2_000, text -> read(text, messages));
        int read = 0;
        for (int i = 0; i < (FULL ? 100_000 : 4_000); i++) {
            read += reader.read(texts.next());
        }

        assertThat(read).as("documents of seed %d that are read", SEED).isPositive();
        assertThat(messages)
                .as("seed %d", SEED)
                .isNotEmpty()
                .allSatisfy(message -> assertThat(message.lines()).hasSize(1));
    }

    private static int read(String text, List<String> messages) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int read = 0;
        try {
            // what was read is sound by the strict reader, too
            read += JsonWebKeys.parse(ProviderDocuments.keys(bytes, ALL).toJson())
                    .keys()
                    .size();
        } catch (InvalidKeyFileException e) {
            messages.add(String.valueOf(e.getMessage()));
        }
        try {
            read += ProviderDocuments.jwksUri(bytes, ISS).isEmpty() ? 0 : 1;
        } catch (InvalidKeyFileException e) {
            messages.add(String.valueOf(e.getMessage()));
        }
        return read;
    }
}
