package dev.cordon.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.Decision;
import dev.cordon.decision.Enforcer;
import dev.cordon.decision.Judgement;
import dev.cordon.decision.Moment;
import dev.cordon.decision.Reason;
import dev.cordon.decision.Snapshot;
import dev.cordon.policy.Policy;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.reference.Shop;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.TestTokens;
import dev.cordon.token.TokenVerifier;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PathConfusionTest {

    /** What bypasses are made of. */
    private static final List<String> PIECES = List.of(
            "/",
            "a",
            "Z",
            "0",
            ".",
            "..",
            "%",
            "%2",
            "%2e",
            "%2F",
            "%5C",
            "%25",
            "%00",
            "%61",
            "%7e",
            "%C3%A9",
            "%c0%af",
            "%EF%BC%8F",
            "%E2%84%AA",
            "\\",
            ";",
            "*",
            "?",
            "#",
            " ",
            "\u00e9",
            "\ud800",
            "\0",
            "~",
            "-",
            "_",
            "@",
            "%ff");

    static List<PathTable.Row> rows() {
        return PathTable.rows();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void a_path_has_the_defect_or_the_one_reading_of_the_table(PathTable.Row row) {
        RequestPath path = RequestPath.read(row.raw());

        assertThat(path.defect().map(PathDefect::name).orElseGet(path::canonical))
                .isEqualTo(row.reading());
        assertThat(path.isClear()).isEqualTo(row.isClear());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void no_spelling_reaches_what_its_reading_does_not_reach(PathTable.Row row) {
        Judgement judged = judge(row.raw());

        if (row.isClear()) {
            Judgement plain = judge(row.reading());
            assertThat(judged.operation()).isEqualTo(plain.operation());
            assertThat(judged.decision()).isEqualTo(plain.decision());
        } else {
            boolean ambiguous = PathDefect.valueOf(row.reading()).isAmbiguous();
            assertThat(judged.operation()).isEmpty();
            assertThat(reason(judged)).isEqualTo(ambiguous ? Reason.PATH_AMBIGUOUS : Reason.PATH_MALFORMED);
        }
    }

    @Test
    void the_protected_operations_are_reached_by_no_row_but_their_own_spelling() {
        Set<String> reached = rows().stream()
                .filter(row -> judge(row.raw()).decision().isAllow())
                .map(row -> RequestPath.read(row.raw()).canonical())
                .collect(Collectors.toSet());

        assertThat(reached).isNotEmpty().allSatisfy(path -> assertThat(path).startsWith("/files/"));
    }

    @Test
    void the_table_is_long_and_names_every_defect_and_no_path_twice() {
        List<PathTable.Row> rows = rows();
        Set<String> defects = rows.stream().map(PathTable.Row::reading).collect(Collectors.toSet());

        assertThat(rows).hasSizeGreaterThan(150);
        assertThat(new HashSet<>(rows)).hasSameSizeAs(rows);
        for (PathDefect defect : PathDefect.values()) {
            boolean elsewhere = defect == PathDefect.TOO_LONG;
            assertThat(elsewhere || defects.contains(defect.name()))
                    .as("%s is in the table", defect)
                    .isTrue();
        }
    }

    @Test
    void a_path_may_be_4096_characters_long_and_no_longer() {
        assertThat(RequestPath.read("/" + "a".repeat(4095)).isClear()).isTrue();
        assertThat(RequestPath.read("/" + "a".repeat(4096)).defect()).contains(PathDefect.TOO_LONG);
        assertThat(RequestPath.read("/" + "a".repeat(4095) + "?x").isClear()).isTrue();
    }

    @Test
    void a_canonical_path_keeps_its_own_string() {
        String raw = "/files/caf%C3%A9";

        assertThat(RequestPath.read(raw).canonical()).isSameAs(raw);
    }

    @Test
    void any_text_is_read_without_failing_and_a_reading_reads_as_itself() {
        long seed = Long.getLong("cordon.seed", 3986);
        SplittableRandom random = new SplittableRandom(seed);
        int clear = 0;
        for (int i = 0; i < 300_000; i++) {
            RequestPath path = RequestPath.read(text(random));
            if (path.isClear()) {
                clear++;
                RequestPath again = RequestPath.read(path.canonical());
                assertThat(again.defect()).as(path.canonical()).isEmpty();
                assertThat(again.canonical()).isEqualTo(path.canonical());
                assertThat(path.toString()).isEqualTo(path.canonical());
            } else {
                assertThat(path.canonical()).isEmpty();
                assertThat(path.toString())
                        .isEqualTo("(" + path.defect().orElseThrow().finding() + ")");
            }
        }
        assertThat(clear).as("clear paths of seed %d", seed).isGreaterThan(10_000);
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder(random.nextInt(20) == 0 ? "" : "/");
        int kinds = random.nextInt(3) == 0 ? 4 : PIECES.size();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(
                    random.nextInt(12) == 0
                            ? Character.toString((char) random.nextInt(0x10000))
                            : PIECES.get(random.nextInt(kinds)));
        }
        return text.toString();
    }

    private static Judgement judge(String path) {
        Policy policy = new TestPolicy()
                .segment("zone", Trust.INTERNAL)
                .service(
                        "api",
                        "zone",
                        "api.example",
                        "GET /admin",
                        "GET /admin/secret",
                        "GET /keys",
                        "GET /files/{name}",
                        "GET /{page}")
                .issuer("cordon", TokenKind.SEGMENT, "zone")
                .flow("files", "api", "api", flow -> flow.operations("GET /files/{name}"))
                .build();
        Snapshot snapshot = Shop.world().snapshot(CompiledPolicy.of(policy));
        long now = Shop.NOW.getEpochSecond();
        TestTokens token =
                TestTokens.segment("cordon", "api", "api").purpose("files").times(now, now + 60);
        Enforcer enforcer = new Enforcer(new TokenVerifier(), ReplayStore.Reach.INSTANCE, 10);
        return enforcer.judge(
                snapshot, Shop.call("api.example", "GET", path, token).toRequest(), new Moment(Shop.NOW, 0));
    }

    private static Reason reason(Judgement judged) {
        return ((Decision.Deny) judged.decision()).reason();
    }
}
