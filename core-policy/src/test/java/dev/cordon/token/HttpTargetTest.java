package dev.cordon.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 3986 §6.2.2 and §6.2.3. */
final class HttpTargetTest {

    @ParameterizedTest
    @CsvSource({
        "https://a.example, https://a.example/",
        "HTTPS://A.Example/X, https://a.example/X",
        "https://a.example:443/x, https://a.example/x",
        "http://a.example:80/x, http://a.example/x",
        "http://a.example:443/x, http://a.example:443/x",
        "https://a.example:/x, https://a.example/x",
        "https://a.example/x?y#z, https://a.example/x",
        "https://a.example/%7euser/%c3%a4, https://a.example/~user/%C3%A4",
        "https://a.example/%61%7a%41%5a%30%39%2d%7e, https://a.example/azAZ09-~",
        "https://a.example/%60%7b%40%5b%2f%3a, https://a.example/%60%7B%40%5B%2F%3A",
        "https://a.example:0/x, https://a.example:0/x",
        "https://a.example/a%2fb, https://a.example/a%2Fb",
        "https://a.example/a..b/.c, https://a.example/a..b/.c",
        "https://[2001:DB8::1]:8443/x, https://[2001:db8::1]:8443/x"
    })
    void equal_urls_have_one_form(String url, String normal) {
        assertThat(HttpTarget.normal(url)).isEqualTo(normal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/x",
                "a.example/x",
                "//a.example/x",
                "ftp://a.example/x",
                "https:///x",
                "https:a",
                "https://user@a.example/x",
                "https://a.example/../x",
                "https://a.example/x/.",
                "https://a.example/%2e%2E/x",
                "https://a.example/x y",
                "https://a.example/%zz",
                "https://a.example/%4",
                "https://a\u00e4.example/x",
                "https://\u212A.example/",
                "https://a_b.example/x",
                "https://a.example:x/",
                "https://a.example/\\x",
                "mailto:a@b"
            })
    void what_is_no_plain_http_url_has_none(String url) {
        assertThat(HttpTarget.normal(url)).isNull();
    }
}
