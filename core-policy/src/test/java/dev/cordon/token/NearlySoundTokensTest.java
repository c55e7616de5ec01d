package dev.cordon.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.fuzz.MeteredReader;
import dev.cordon.fuzz.Mutator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Tokens, proofs, key sets and headers that are nearly sound are taken or refused, for each documented cause, and
 * nothing is thrown.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class NearlySoundTokensTest {

    private static final boolean FULL = Boolean.getBoolean("cordon.full");
    private static final long SEED = Long.getLong("cordon.seed", 20_261_127L);
    private static final long BYTES_PER_CHARACTER = 400;
    private static final String URL = "https://payments.shop.example/charges/1";
    private static final SigningKey KEY = Forge.ES.by(SignatureProvider.fastest());
    private static final SigningKey STRANGER = Forge.STRANGER.by(SignatureProvider.fastest());
    private static final String TOKEN = Forge.token();
    private static final DpopNonces NONCES = new DpopNonces(new byte[DpopNonces.SHORTEST_KEY]);

    private static final List<String> JSON = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\\u0000",
            "\\ud800",
            "{\"a\":",
            "[[",
            "\"aud\":",
            "\"exp\":",
            "\"alg\":\"none\"",
            "\"alg\":\"RS256\"",
            "\"alg\":\"EdDSA\"",
            "\"typ\":\"JWT\"",
            "\"crit\":[\"b64\"]",
            "\"kid\":\"\"",
            "\"iss\":\"x\"",
            "\"act\":{\"sub\":\"a\"}",
            "\"nonce\":",
            "\"keys\":[",
            "\"d\":\"\"",
            "AAAA");

    private final TokenVerifier tokens = new TokenVerifier(SignatureProvider.fastest());

    @Test
    void a_token_whose_header_or_claims_are_nearly_sound_is_taken_or_refused_for_each_cause() {
        Mutator headers = new Mutator(SEED, List.of(Forge.text(Forge.header(Forge.ES))), JSON);
        Mutator claims = new Mutator(SEED + 1, List.of(Forge.text(Forge.claims()), Forge.text(actors())), JSON);
        Set<String> outcomes = new TreeSet<>();
        MeteredReader<TokenCheck> reader = new MeteredReader<>(BYTES_PER_CHARACTER, this::verify);
        for (int i = 0; i < (FULL ? 60_000 : 2_000); i++) {
            String header = i % 2 == 0 ? headers.next() : Forge.text(Forge.header(Forge.ES));
            String signed = Forge.signText(header, claims.next(), i % 7 == 0 ? STRANGER : KEY);
            outcomes.add(outcome(reader.read(signed)));
        }

        Set<String> all = new TreeSet<>(Set.of("taken"));
        for (TokenDefect defect : TokenDefect.values()) {
            all.add(defect.name());
        }
        assertThat(outcomes).as("seed %d", SEED).isEqualTo(all);
    }

    @Test
    void nearly_sound_compact_text_is_never_taken_but_as_it_was_signed() {
        List<String> sound = List.of(TOKEN, Forge.sign(Forge.header(Forge.ED), Forge.claims(), Forge.ED));
        Mutator texts = new Mutator(SEED, sound, List.of(".", "..", "=", "-", "_", "+", "/", "A", "e30", "bnVsbA"));
        MeteredReader<TokenCheck> reader = new MeteredReader<>(BYTES_PER_CHARACTER, this::verify);
        int taken = 0;
        for (int i = 0; i < (FULL ? 300_000 : 10_000); i++) {
            String text = texts.next();
            boolean isTaken = reader.read(text) instanceof TokenCheck.Verified;
            assertThat(isTaken).as("seed %d: `%s`", SEED, text).isEqualTo(sound.contains(text));
            taken += isTaken ? 1 : 0;
        }
        assertThat(taken).as("seed %d", SEED).isPositive();
    }

    @Test
    void a_nearly_sound_proof_holds_or_has_each_defect() {
        Mutator headers = new Mutator(SEED, List.of(Forge.text(proofHeader())), JSON);
        Mutator claims = new Mutator(SEED + 1, List.of(Forge.text(proofClaims())), JSON);
        DpopVerifier verifier = new DpopVerifier(SignatureProvider.fastest()).demanding(NONCES);
        MeteredReader<ProofCheck> reader = new MeteredReader<>(
                BYTES_PER_CHARACTER,
                proof -> verifier.check(
                        PresentedToken.dpop(TOKEN, proof), Forge.ES.thumbprint(), "POST", URL, Forge.NOW));
        Set<String> outcomes = new TreeSet<>();
        for (int i = 0; i < (FULL ? 60_000 : 2_000); i++) {
            ProofCheck check = reader.read(Forge.signText(headers.next(), claims.next(), KEY));
            outcomes.add(check instanceof ProofCheck.Defect defect ? defect.name() : "holds");
        }

        Set<String> all = new TreeSet<>(Set.of("holds"));
        for (ProofCheck.Defect defect : ProofCheck.Defect.values()) {
            all.add(defect.name());
        }
        assertThat(outcomes).as("seed %d", SEED).isEqualTo(all);
    }

    @Test
    void a_nearly_sound_key_set_reads_back_or_is_refused_in_one_line() throws Exception {
        String sound = Forge.ES
                .publicKeys()
                .and(Forge.ED.publicKeys())
                .and(Forge.RS.publicKeys())
                .toJson();
        Mutator texts = new Mutator(
                SEED, List.of(sound, Forge.text(Forge.ES.publicHalf().toMap())), JSON);
        List<String> messages = new ArrayList<>();
        MeteredReader<Boolean> reader = new MeteredReader<>(2_000, text -> isKeySet(text, messages));
        int read = 0;
        for (int i = 0; i < (FULL ? 100_000 : 4_000); i++) {
            read += reader.read(texts.next()) ? 1 : 0;
        }
        assertThat(read).as("key sets of seed %d that are read", SEED).isPositive();
        assertThat(messages)
                .as("seed %d", SEED)
                .isNotEmpty()
                .allSatisfy(message -> assertThat(message.lines()).hasSize(1));
    }

    @Test
    void a_nearly_sound_authorization_header_shows_a_token_of_its_scheme_or_none() {
        Mutator texts = new Mutator(
                SEED,
                List.of("Bearer " + TOKEN, "DPoP " + TOKEN),
                List.of("Bearer ", "dpop", "bea", "\t", ",", "Basic "));
        MeteredReader<Boolean> reader =
                new MeteredReader<>(BYTES_PER_CHARACTER, text -> Objects.nonNull(AuthorizationHeader.read(text, text)));
        int shown = 0;
        int rounds = FULL ? 1_000_000 : 50_000;
        for (int i = 0; i < rounds; i++) {
            String text = texts.next();
            boolean known = text.matches("(?s)([Bb][Ee][Aa][Rr][Ee][Rr]|[Dd][Pp][Oo][Pp]) .*");
            assertThat(reader.read(text)).as("seed %d: `%s`", SEED, text).isEqualTo(known);
            shown += known ? 1 : 0;
        }
        assertThat(shown).as("tokens shown with seed %d", SEED).isBetween(1, rounds - 1);
    }

    private TokenCheck verify(String text) {
        return tokens.verify(PresentedToken.bearer(text), Forge.RING);
    }

    private static String outcome(TokenCheck check) {
        return check instanceof TokenCheck.Rejected rejected ? rejected.defect().name() : "taken";
    }

    private static Map<String, Object> actors() {
        Map<String, Object> actor = new LinkedHashMap<>();
        actor.put("sub", "web-bff");
        actor.put("act", Map.of("sub", "orders-api"));
        return Forge.with(Forge.claims(), "act", actor);
    }

    private static Map<String, Object> proofHeader() {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("typ", "dpop+jwt");
        header.put("alg", "ES256");
        header.put("jwk", KEY.publicHalf().members);
        return header;
    }

    private static Map<String, Object> proofClaims() {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("jti", "proof-1");
        claims.put("htm", "POST");
        claims.put("htu", URL);
        claims.put("iat", Forge.NOW.getEpochSecond());
        claims.put("ath", Base64Url.encode(TokenHash.of(TOKEN).bytes()));
        claims.put("nonce", NONCES.at(Forge.NOW));
        return claims;
    }

    private static boolean isKeySet(String text, List<String> messages) {
        try {
            String written = JsonWebKeys.parse(text).toJson();
            assertThat(JsonWebKeys.parse(written).toJson()).isEqualTo(written);
            return true;
        } catch (InvalidKeyFileException e) {
            messages.add(Objects.requireNonNull(e.getMessage()));
            return false;
        }
    }
}
