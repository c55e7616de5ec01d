package dev.cordon.mesh.authzen;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which identifiers are repeated: nothing that would mean something else to whoever reads the answer. */
final class RequestIdTest {

    private static HttpHeaders headers(String... values) {
        HttpHeaders headers =
                DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
        for (String value : values) {
            headers.add(RequestId.HEADER, value);
        }
        return headers;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a ~!"})
    void visible_characters_and_spaces_are_repeated(String id) {
        assertThat(RequestId.of(headers(id))).contains(id);
        assertThat(RequestId.isMalformed(headers(id))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000", "a\tb", "a\r\nX: y", "\u001f", "\u007f", "\u0080", "\u00e9"})
    void others_are_not(String id) {
        assertThat(RequestId.of(headers(id))).isEmpty();
        assertThat(RequestId.isMalformed(headers(id))).isTrue();
    }

    @Test
    void there_is_one_or_none() {
        assertThat(RequestId.of(headers())).isEmpty();
        assertThat(RequestId.isMalformed(headers())).isFalse();
        assertThat(RequestId.of(headers("x", "x"))).isEmpty();
        assertThat(RequestId.isMalformed(headers("x", "x"))).isTrue();
    }
}
