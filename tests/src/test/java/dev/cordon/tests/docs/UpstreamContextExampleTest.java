package dev.cordon.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.FlowId;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.request.RequestPath;
import dev.cordon.token.JsonWebKeys;
import dev.cordon.token.SigningKey;
import dev.cordon.upstream.ContextCheck;
import dev.cordon.upstream.ContextSigner;
import dev.cordon.upstream.ContextVerifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The example of {@code upstream-context.md} is this code, and it works. */
final class UpstreamContextExampleTest {

    private static final Path ROOT = Path.of(System.getProperty("cordon.root"));
    private static final SigningKey KEY = SigningKey.generate(SignatureAlgorithm.EDDSA, new SecureRandom());

    @Test
    void a_service_refuses_a_call_that_did_not_pass() throws Exception {
        ContextSigner signer = new ContextSigner("edge", KEY);
        String context = signer.sign(
                new ContextSigner.Target(new ServiceName("payments-api"), "POST", RequestPath.read("/charges")),
                new ContextSigner.Passed(
                        new ServiceName("orders-api"), new SegmentName("ordering"), new FlowId("charge")),
                "id",
                Instant.now());

        assertThat(serve(KEY.publicKeys().toJson(), context, "POST", "/charges?x=1"))
                .isEqualTo("hello orders-api");
        assertThat(serve(KEY.publicKeys().toJson(), null, "POST", "/charges")).isEqualTo("refused: MISSING");
    }

    private static String serve(String jwks, @Nullable String header, String method, String requestTarget)
            throws Exception {
        ContextVerifier verifier = new ContextVerifier(new ServiceName("payments-api"), JsonWebKeys.parse(jwks));
        ContextCheck check =
                verifier.verify(header, new ContextVerifier.Received(method, requestTarget), Instant.now());
        if (check instanceof ContextCheck.Verified verified) {
            return "hello " + verified.context().caller();
        }
        return "refused: " + ((ContextCheck.Rejected) check).defect();
    }

    @Test
    void the_page_shows_this_code() throws Exception {
        String page = Files.readString(ROOT.resolve("docs/upstream-context.md"));
        int start = page.indexOf("```java\n") + "```java\n".length();
        String shown = page.substring(start, page.indexOf("```", start));
        String own = Files.readString(
                ROOT.resolve("tests/src/test/java/dev/cordon/tests/docs/UpstreamContextExampleTest.java"));

        assertThat(words(own)).contains(words(shown));
    }

    /** Without regard to where lines end. */
    private static String words(String code) {
        return String.join(" ", List.of(code.strip().split("\\s+", -1)));
    }
}
