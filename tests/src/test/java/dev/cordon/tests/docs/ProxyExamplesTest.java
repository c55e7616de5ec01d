package dev.cordon.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The configurations of proxies that no test can run say what the modes for them rely on. */
final class ProxyExamplesTest {

    private static final Path EXAMPLES = Path.of(System.getProperty("cordon.root"), "docs/examples");
    private static final List<String> TOLD =
            List.of("X-Cordon-Decision", "X-Cordon-Caller", "X-Cordon-Segment", "X-Cordon-Flow", "Cordon-Context");

    @Test
    void envoy_denies_in_doubt_and_asks_at_the_prefix_with_the_headers_that_count() throws IOException {
        assertThat(example("envoy/envoy.yaml"))
                .contains("failure_mode_allow: false", "path_prefix: /authorize\n", "use_remote_address: true")
                .contains("forward_client_cert_details: SANITIZE_SET")
                .contains("set_current_client_cert_details: { cert: true }")
                .contains("headers_with_underscores_action: REJECT_REQUEST");
        assertThat(between(example("envoy/envoy.yaml"), "allowed_headers:", "http_service:"))
                .contains("exact: authorization,", "exact: dpop,", "exact: x-forwarded-for,")
                .contains("exact: x-forwarded-client-cert,");
        for (String header : TOLD) {
            assertThat(between(example("envoy/envoy.yaml"), "allowed_upstream_headers:", "allowed_client_headers:"))
                    .containsIgnoringCase("exact: " + header + ",");
            assertThat(example("envoy/envoy.yaml")).containsIgnoringCase("- remove: " + header + "\n");
        }
    }

    @Test
    void envoy_removes_what_only_cordon_may_say_before_it_asks() throws IOException {
        String text = example("envoy/envoy.yaml");

        assertThat(text.indexOf("- remove: x-cordon-caller")).isLessThan(text.indexOf("filters.http.ext_authz"));
    }

    @Test
    void traefik_trusts_no_caller_and_asks_last() throws IOException {
        assertThat(example("traefik/traefik.yaml"))
                .contains("trustForwardHeader: false", "pem: true", "/authorize\n")
                .contains("middlewares: [clean, certificate, cordon]");
        for (String header : TOLD) {
            assertThat(between(example("traefik/traefik.yaml"), "authResponseHeaders:", "]"))
                    .contains(header);
            assertThat(example("traefik/traefik.yaml")).contains(header + ": \"\"\n");
        }
    }

    private static String example(String name) throws IOException {
        return Files.readString(EXAMPLES.resolve(name));
    }

    private static String between(String text, String start, String end) {
        int from = text.indexOf(start);
        return text.substring(from, text.indexOf(end, from));
    }
}
