package dev.cordon.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.fuzz.MeteredReader;
import dev.cordon.fuzz.Mutator;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.token.ClientAssertionMaker;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Forms and headers that are nearly sound ask for a token or are refused, and nothing else is thrown. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class NearlySoundFormsTest {

    private static final boolean FULL = Boolean.getBoolean("cordon.full");
    private static final long SEED = Long.getLong("cordon.seed", 20_261_128L);
    private static final long BYTES_PER_CHARACTER = 1_000;

    private static final List<String> SOUND = List.of(
            "grant_type=client_credentials&audience=orders-api&scope=orders.read+orders.write&purpose=checkout",
            "grant_type=client_credentials&resource=https%3A%2F%2Forders.example&client_id=web-bff",
            "grant_type=client_credentials&audience=a&client_assertion=as.ser.tion&client_assertion_type="
                    + ClientAssertionMaker.TYPE,
            "grant_type=" + ClientRequest.TOKEN_EXCHANGE + "&subject_token=sub.ject.token&subject_token_type="
                    + ClientRequest.ACCESS_TOKEN + "&audience=payments-api&client_id=web-bff");

    private static final List<String> PIECES = List.of(
            "&",
            "=",
            "+",
            "%",
            "%00",
            "%C3%A9",
            "%ff",
            "%u0041",
            "&&",
            "==",
            "&scope=",
            "&audience=x",
            "&client_id=y",
            "&client_secret=z",
            "grant_type=password",
            "&actor_token=a",
            "&resource=b",
            ";");

    private static final List<String> HEADERS = List.of(
            "Basic " + Base64.getEncoder().encodeToString("web-bff:secret".getBytes(StandardCharsets.UTF_8)),
            "basic " + Base64.getEncoder().encodeToString("a%20b:%25+".getBytes(StandardCharsets.UTF_8)));

    @Test
    void a_nearly_sound_form_asks_for_a_token_or_is_refused() {
        Mutator forms = new Mutator(SEED, SOUND, PIECES);
        MeteredReader<String> reader = new MeteredReader<>(BYTES_PER_CHARACTER, form -> outcome(form, List.of()));
        Set<String> outcomes = new TreeSet<>();
        for (int i = 0; i < (FULL ? 1_000_000 : 30_000); i++) {
            outcomes.add(reader.read(forms.next()));
        }
        assertThat(outcomes)
                .as("seed %d", SEED)
                .containsExactlyInAnyOrder(
                        "read",
                        "invalid_client",
                        "invalid_request",
                        "invalid_scope",
                        "invalid_target",
                        "unsupported_grant_type");
    }

    @Test
    void a_nearly_sound_header_shows_a_client_or_none() {
        Mutator headers = new Mutator(SEED, HEADERS, List.of("Basic ", "bearer ", ":", "=", "%", "Og==", " "));
        MeteredReader<String> reader =
                new MeteredReader<>(BYTES_PER_CHARACTER, header -> outcome(SOUND.get(0), List.of(header)));
        Set<String> outcomes = new TreeSet<>();
        for (int i = 0; i < (FULL ? 1_000_000 : 30_000); i++) {
            outcomes.add(reader.read(headers.next()));
        }
        assertThat(outcomes).as("seed %d", SEED).containsExactlyInAnyOrder("read", "invalid_client", "invalid_request");
    }

    private static String outcome(String form, List<String> authorization) {
        try {
            TokenRequest read = new ClientRequest(
                            FormParameters.read(form),
                            authorization,
                            List.of(),
                            new CertificateEvidence.None(),
                            Optional.empty())
                    .tokenRequest();
            return read.toString().isEmpty() ? "nothing" : "read";
        } catch (TokenRefusedException e) {
            assertThat(e.why()).isNotBlank().hasLineCount(1);
            return e.error().toString();
        }
    }
}
