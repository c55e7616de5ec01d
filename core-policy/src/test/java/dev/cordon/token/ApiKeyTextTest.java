package dev.cordon.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.fuzz.Mutator;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ApiKeyTextTest {

    private static final boolean FULL = Boolean.getBoolean("cordon.full");
    private static final long SEED = Long.getLong("cordon.seed", 20_261_128L);
    private static final Pattern SCANNED = Pattern.compile("\\bcordon_1[0-9A-Za-z]{49}\\b");
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /** Made outside this program: 32 bytes of zero, and of {@code 0xff}, with the CRC-32 of zlib. */
    private static final String OF_ZEROS = "cordon_100000000000000000000000000000000000000000002u3EXA";

    private static final String OF_ONES = "cordon_1yhjskwdA6OZ1AL1YmHWZWm8LLG7HjnuCA2j5rOw8Xp10yIQSu";

    private static String fresh() {
        return ApiKeyText.random(new SecureRandom()).reveal();
    }

    private static SecureRandom always(int value) {
        return new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] bytes) {
                Arrays.fill(bytes, (byte) value);
            }
        };
    }

    @Test
    void a_key_is_found_in_other_text_by_one_expression() {
        for (int i = 0; i < 100; i++) {
            String key = fresh();

            assertThat(SCANNED.matcher("curl -H 'Authorization: Bearer " + key + "' https://x")
                            .results())
                    .singleElement()
                    .satisfies(found -> assertThat(found.group()).isEqualTo(key));
        }
    }

    @Test
    void a_key_is_spelled_as_any_other_program_would_spell_it() {
        assertThat(ApiKeyText.random(always(0)).reveal()).isEqualTo(OF_ZEROS);
        assertThat(ApiKeyText.random(always(0xFF)).reveal()).isEqualTo(OF_ONES);
    }

    @Test
    void a_key_is_read_as_it_was_made_and_known_by_the_hash_of_its_text() {
        ApiKeyText key = ApiKeyText.random(new SecureRandom());

        assertThat(ApiKeyText.read(key.reveal())).contains(key);
        assertThat(key.hash()).isEqualTo(TokenHash.of(key.reveal()));
        assertThat(key).hasSameHashCodeAs(ApiKeyText.read(key.reveal()).orElseThrow());
        assertThat(key).isNotEqualTo(ApiKeyText.random(new SecureRandom()));
    }

    @Test
    void a_key_prints_nothing_of_itself() {
        ApiKeyText key = ApiKeyText.random(new SecureRandom());

        assertThat(key.toString()).doesNotContain(key.reveal().substring(8, 20)).contains("API key");
    }

    @Test
    void a_key_with_any_one_character_changed_is_no_key() {
        String key = fresh();
        for (int i = 0; i < key.length(); i++) {
            char other = DIGITS.charAt((DIGITS.indexOf(key.charAt(i)) + 1) % DIGITS.length());
            assertThat(ApiKeyText.read(key.substring(0, i) + other + key.substring(i + 1)))
                    .as("character %d", i)
                    .isEmpty();
        }
    }

    @Test
    void a_key_that_is_cut_lengthened_or_of_another_version_is_no_key() {
        String key = fresh();
        for (int i = 0; i < key.length(); i++) {
            assertThat(ApiKeyText.read(key.substring(0, i)))
                    .as("%d characters", i)
                    .isEmpty();
        }
        assertThat(ApiKeyText.read(key + "0")).isEmpty();
        assertThat(ApiKeyText.read(" " + key)).isEmpty();
        assertThat(ApiKeyText.read(key.replace("cordon_1", "cordon_2"))).isEmpty();
        assertThat(ApiKeyText.read(key.replace("cordon_1", "CORDON_1"))).isEmpty();
    }

    /** A checksum of 32 bits lets one in four thousand million pass; none does with these seeds. */
    @Test
    void nearly_sound_text_is_never_a_key_but_as_it_was_made() {
        List<String> sound = List.of(fresh(), fresh(), OF_ZEROS);
        Mutator texts = new Mutator(SEED, sound, List.of("cordon_1", "cordon_", "_", "0", "z", "\u0660", "\uff10"));
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < (FULL ? 1_000_000 : 20_000); i++) {
            String text = texts.next();
            ApiKeyText.read(text).ifPresent(key -> taken.add(text));
        }

        assertThat(taken).as("seed %d", SEED).isNotEmpty().isSubsetOf(sound);
    }

    @Test
    void no_key_is_a_token_and_no_token_a_key() {
        assertThat(CompactJws.read(fresh())).isNull();
        assertThat(ApiKeyText.read(Forge.token())).isEmpty();
    }
}
