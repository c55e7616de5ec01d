package dev.cordon.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever comes in, a token is refused and nothing is thrown. */
final class TokenFuzzTest {

    private static final long SEED = 75_157_519L;
    private static final boolean FULL = Boolean.getBoolean("cordon.full");
    /** Ed25519 on the Java runtime is slow; Corretto, where it is there, makes many more tries possible. */
    private final TokenVerifier verifier = new TokenVerifier(SignatureProvider.fastest());

    private TokenCheck verify(String text) {
        return verifier.verify(PresentedToken.bearer(text), Forge.RING);
    }

    @Test
    void no_token_with_one_changed_character_is_taken() {
        for (SigningKey key : List.of(Forge.ES, Forge.ED)) {
            String sound = Forge.sign(Forge.header(key), Forge.claims(), key);
            assertThat(verify(sound)).isInstanceOf(TokenCheck.Verified.class);
            for (int i = 0; i < sound.length(); i++) {
                for (int bit = 0; bit < 8; bit++) {
                    String changed =
                            sound.substring(0, i) + (char) (sound.charAt(i) ^ 1 << bit) + sound.substring(i + 1);
                    assertThat(verify(changed))
                            .as("bit %d of character %d", bit, i)
                            .isInstanceOf(TokenCheck.Rejected.class);
                }
            }
        }
    }

    @Test
    void no_token_with_a_character_more_or_less_is_taken() {
        String sound = Forge.token();
        for (int i = 0; i < sound.length(); i++) {
            String less = sound.substring(0, i) + sound.substring(i + 1);
            String more = sound.substring(0, i) + "A" + sound.substring(i);
            assertThat(verify(less)).isInstanceOf(TokenCheck.Rejected.class);
            assertThat(verify(more)).isInstanceOf(TokenCheck.Rejected.class);
            assertThat(verify(sound.substring(0, i))).isInstanceOf(TokenCheck.Rejected.class);
        }
    }

    @Test
    void garbage_is_refused_and_nothing_is_thrown() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < (FULL ? 1_000_000 : 20_000); i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            String raw = new String(bytes, StandardCharsets.ISO_8859_1);
            String framed = Base64Url.encode(bytes) + "." + Forge.part("{\"a\":" + raw + "}") + "." + raw;
            assertThat(verify(raw)).isInstanceOf(TokenCheck.Rejected.class);
            assertThat(verify(framed)).isInstanceOf(TokenCheck.Rejected.class);
        }
    }

    @Test
    void signed_claims_with_random_changes_never_throw() {
        SplittableRandom random = new SplittableRandom(SEED);
        String sound = Forge.text(Forge.claims());
        String pieces = "{}[]\",:0-9.eE+ntf\\u0/\u00e9 ";
        for (int i = 0; i < (FULL ? 100_000 : 2_000); i++) {
            StringBuilder changed = new StringBuilder(sound);
            for (int n = random.nextInt(1, 4); n > 0; n--) {
                changed.setCharAt(random.nextInt(changed.length()), pieces.charAt(random.nextInt(pieces.length())));
            }
            TokenCheck check = verify(Forge.signText(Forge.text(Forge.header(Forge.ES)), changed.toString(), Forge.ES));
            assertThat(check).isNotNull();
        }
    }
}
