package dev.cordon.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples of docs/tokens.md are real. */
final class TokensPageTest {

    private static final Pattern BLOCK = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

    @Test
    void the_example_of_a_segment_token_is_one_that_verifies() throws Exception {
        String page = Files.readString(Path.of(System.getProperty("cordon.root"), "docs", "tokens.md"));
        List<String> blocks = BLOCK.matcher(page)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        String kid = Pattern.compile("\"kid\": \"([^\"]*)\"")
                .matcher(blocks.get(0))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        String header = blocks.get(0).replace(kid, Forge.ES.keyId());

        TokenCheck check = Forge.verify(Forge.signText(header, blocks.get(1), Forge.ES));

        assertThat(blocks).hasSize(2);
        assertThat(kid).hasSize(43);
        assertThat(check).isInstanceOf(TokenCheck.Verified.class);
        VerifiedToken token = ((TokenCheck.Verified) check).token();
        assertThat(token.purpose()).isEqualTo("charge");
        assertThat(token.id()).hasSize(22);
        assertThat(token.actors()).containsExactly("orders-api");
        assertThat(token.windows()).hasSize(1);
        assertThat(token.subject()).isEqualTo(new VerifiedToken.Subject("idp", "alice", List.of("cashier"), List.of()));
    }
}
