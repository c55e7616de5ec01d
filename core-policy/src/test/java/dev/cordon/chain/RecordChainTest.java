package dev.cordon.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cordon.token.SignatureProvider;
import dev.cordon.token.TypedJws;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RecordChainTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    @Test
    void a_value_is_the_hash_of_the_value_before_and_of_the_line_up_to_its_number() throws Exception {
        RecordChain chain = new RecordChain(Link.START);
        StringBuilder lines = new StringBuilder("{\"a\":1}");
        chain.append(lines, 0);
        String first = sha256("{\"a\":1,\"seq\":0");
        assertThat(lines).hasToString("{\"a\":1,\"seq\":0,\"chain\":\"" + first + "\"}");

        int start = lines.append('\n').length();
        lines.append("{\"b\":\"x\"}");
        chain.append(lines, start);
        String second = sha256(first + "{\"b\":\"x\",\"seq\":1");
        assertThat(lines.substring(start)).isEqualTo("{\"b\":\"x\",\"seq\":1,\"chain\":\"" + second + "\"}");
        assertThat(chain.last()).isEqualTo(new Link(1, second));
    }

    private static String sha256(String text) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    @Test
    void only_objects_with_a_member_are_chained() {
        for (String text : List.of("", "{}", "[1]", "{\"a\":1", "\"a\"")) {
            StringBuilder line = new StringBuilder(text);
            assertThatIllegalArgumentException().isThrownBy(() -> new RecordChain(Link.START).append(line, 0));
            assertThat(line).hasToString(text);
        }
    }

    @Test
    void a_line_has_one_spelling() {
        String value = "A".repeat(43);
        assertThat(read("{\"a\":1,\"seq\":7,\"chain\":\"" + value + "\"}"))
                .contains(new ChainedLine(new Link(7, value), 14));
        for (String other : List.of(
                "{\"a\":1,\"seq\":07,\"chain\":\"" + value + "\"}",
                "{\"a\":1,\"seq\":-7,\"chain\":\"" + value + "\"}",
                "{\"a\":1,\"seq\":,\"chain\":\"" + value + "\"}",
                "{\"a\":1,\"seq\":9007199254740992,\"chain\":\"" + value + "\"}",
                "{\"a\":1,\"seq\":99999999999999999999,\"chain\":\"" + value + "\"}",
                "{\"a\":1,\"seq\": 7,\"chain\":\"" + value + "\"}",
                "{\"a\":1,\"seq\":7,\"chain\":\"" + value + "\"} ",
                "{\"a\":1,\"seq\":7,\"chain\":\"" + value.replaceFirst("A", "=") + "\"}",
                "{\"a\":1,\"seq\":7,\"chain\":\"" + value + "A\"}",
                "\"seq\":7,\"chain\":\"" + value + "\"}",
                ",\"chain\":\"" + value + "\"}",
                "")) {
            assertThat(read(other)).as(other).isEmpty();
        }
    }

    private static Optional<ChainedLine> read(String text) {
        return ChainedLine.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void openings_checkpoints_and_heads_are_read_as_they_were_written() throws Exception {
        Link stand = new Link(41, "B".repeat(43));
        TornPart torn = TornPart.of(new byte[] {'{', '"'});
        Opening opening = new Opening(
                "log-1",
                Opening.How.RESTARTED,
                stand.value(),
                NOON,
                new Opening.Details(Optional.of("kid-1"), 3, Optional.of(torn)));
        assertThat(Opening.read(opening.toLine().getBytes(StandardCharsets.UTF_8)))
                .contains(opening);
        Opening plain = new Opening("log-1", Opening.How.BEGUN, "", NOON, Opening.Details.signedBy(Optional.empty()));
        assertThat(Opening.read(plain.toLine().getBytes(StandardCharsets.UTF_8)))
                .contains(plain);

        Checkpoint checkpoint = new Checkpoint("log-1", stand, NOON, true);
        String signed = checkpoint.sign(SampleLog.KEY);
        assertThat(Checkpoint.in(checkpoint.toLine(signed).getBytes(StandardCharsets.UTF_8)))
                .contains(signed);
        assertThat(Checkpoint.open(signed, SampleLog.KEY.publicKeys(), SignatureProvider.jdk()))
                .contains(checkpoint);
        for (LogHead head :
                List.of(new LogHead(checkpoint, Optional.of(signed)), new LogHead(checkpoint, Optional.empty()))) {
            assertThat(LogHead.read(head.toBytes())).contains(head);
            assertThat(LogHead.read(Arrays.copyOf(head.toBytes(), 10))).isEmpty();
        }
        byte[] endless = (new String(new LogHead(checkpoint, Optional.empty()).toBytes(), StandardCharsets.UTF_8)
                        + " ".repeat(LogHead.LARGEST))
                .getBytes(StandardCharsets.UTF_8);
        assertThat(LogHead.read(endless)).isEmpty();
    }

    @Test
    void a_checkpoint_is_no_token_and_a_token_no_checkpoint() throws Exception {
        Checkpoint checkpoint = new Checkpoint("log-1", new Link(41, "B".repeat(43)), NOON, true);
        String signed = checkpoint.sign(SampleLog.KEY);
        String other = TypedJws.sign(
                "at+jwt",
                Map.of("log", "log-1", "seq", 41, "chain", "B".repeat(43), "time", NOON.toString()),
                SampleLog.KEY);

        assertThat(new String(
                        Base64.getUrlDecoder().decode(signed.substring(0, signed.indexOf('.'))),
                        StandardCharsets.UTF_8))
                .contains("\"typ\":\"cordon-log-checkpoint+jws\"");
        assertThat(Checkpoint.open(other, SampleLog.KEY.publicKeys(), SignatureProvider.jdk()))
                .isEmpty();
    }
}
