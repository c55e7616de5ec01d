package dev.cordon.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.fuzz.Mutator;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs of keys have one reading, whoever reads them. */
final class KeyUrlTest {

    private static final boolean FULL = Boolean.getBoolean("cordon.full");
    private static final long SEED = Long.getLong("cordon.seed", 20_261_129L);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://idp.example",
                "https://idp.example/",
                "https://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db47/discovery/v2.0/keys",
                "https://idp.example:8443/a/keys?v=1&p=B2C_1",
                "https://www.googleapis.com/oauth2/v3/certs"
            })
    void a_plain_url_is_one(String text) {
        assertThat(KeyUrl.parse(text)).map(KeyUrl::toString).contains(text);
    }

    @Test
    void the_default_port_is_not_written() {
        assertThat(KeyUrl.parse("https://idp.example:443/k"))
                .map(KeyUrl::toString)
                .contains("https://idp.example/k");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://idp.example/",
                "HTTPS://idp.example/",
                "https://IDP.example/",
                "https://",
                "https:///keys",
                "https://user@idp.example/",
                "https://idp.example\\@evil.example/",
                "https://idp.example#@evil.example/",
                "https://idp.example/#f",
                "https://idp.example:0/",
                "https://idp.example:65536/",
                "https://idp.example:/",
                "https://[::1]/",
                "https://idp.example/../keys",
                "https://idp.example//keys",
                "https://idp.443/keys",
                "https://idp.example/a/.",
                "https://idp.example/%2e%2e/keys",
                "https://idp.example?x",
                "https://idp.example./",
                "https://idp_a.example/",
                "https://idp.example/ keys",
                "https://idp.example/\r\nHost:x"
            })
    void what_could_be_read_in_two_ways_is_none(String text) {
        assertThat(KeyUrl.parse(text)).isEmpty();
    }

    @Test
    void nearly_sound_urls_are_none_or_mean_to_the_jdk_what_they_mean_here() {
        List<String> sound = List.of("https://idp.example:8443/a/keys?v=1", "https://idp.example");
        Mutator texts = new Mutator(SEED, sound, List.of("@", "#", "\\", "//", ":", "?", "%2f", "..", "evil.example"));
        int read = 0;
        for (int i = 0; i < (FULL ? 300_000 : 10_000); i++) {
            String text = texts.next();
            KeyUrl url = KeyUrl.parse(text).orElse(null);
            if (url != null) {
                read++;
                URI uri = URI.create(url.toString());
                assertThat(uri.getHost()).as("seed %d: `%s`", SEED, text).isEqualTo(url.host());
                assertThat(uri.getUserInfo()).isNull();
                assertThat(uri.getPort()).isEqualTo(url.port() == 443 ? -1 : url.port());
                assertThat(uri.normalize()).isEqualTo(uri);
            }
        }

        assertThat(read).as("seed %d", SEED).isPositive();
    }
}
