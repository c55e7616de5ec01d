package dev.cordon.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.Operation;
import dev.cordon.policy.Policy;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.reference.Shop;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.RequestPath;
import dev.cordon.request.Target;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.TokenVerifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which operation a path means. Calls carry no evidence: those that reach an operation end with TOKEN_MISSING. */
final class OperationLookupTest {

    private static final Moment NOW = new Moment(Shop.NOW, 0);

    @Test
    void a_literal_wins_over_a_parameter_from_left_to_right() {
        String[] operations = {"GET /a/b/{y}", "GET /a/{x}/c"};

        assertThat(operation("/a/b/c", operations)).isEqualTo("GET /a/b/{y}");
        assertThat(operation("/a/z/c", operations)).isEqualTo("GET /a/{x}/c");
    }

    @Test
    void matching_goes_back_to_the_parameter_where_the_literal_leads_nowhere() {
        String[] operations = {"GET /a/b/only", "GET /a/{x}/c"};

        assertThat(operation("/a/b/c", operations)).isEqualTo("GET /a/{x}/c");
    }

    @Test
    void a_segment_that_differs_from_a_literal_in_case_only_is_ambiguous() {
        assertThat(reason("/Admin", "GET /admin", "GET /{name}")).isEqualTo(Reason.PATH_AMBIGUOUS);
    }

    @Test
    void a_literal_of_the_same_case_that_leads_nowhere_does_not_hide_one_of_another_case() {
        assertThat(reason("/admin/x", "GET /Admin/keys", "GET /admin", "GET /{name}/x"))
                .isEqualTo(Reason.PATH_AMBIGUOUS);
    }

    @Test
    void a_literal_of_another_case_does_not_matter_where_the_same_one_matches() {
        assertThat(operation("/admin", "GET /Admin", "GET /admin", "GET /{name}"))
                .isEqualTo("GET /admin");
    }

    @Test
    void another_case_without_a_parameter_beside_it_is_unknown() {
        assertThat(reason("/ADMIN", "GET /admin")).isEqualTo(Reason.OPERATION_UNKNOWN);
    }

    @Test
    void a_parameter_does_not_step_in_for_a_literal_that_lacks_the_method() {
        assertThat(reason("/export", "POST /export", "GET /{id}")).isEqualTo(Reason.METHOD_UNKNOWN);
    }

    @Test
    void a_parameter_takes_exactly_one_segment_that_is_not_empty() {
        assertThat(reason("/a/", "GET /a/{x}")).isEqualTo(Reason.OPERATION_UNKNOWN);
        assertThat(reason("/a/b/c", "GET /a/{x}")).isEqualTo(Reason.OPERATION_UNKNOWN);
    }

    @Test
    void each_of_many_literals_side_by_side_is_found_and_hides_its_other_cases() {
        List<String> operations = new ArrayList<>(List.of("GET /things/{other}"));
        for (int i = 0; i < 100; i++) {
            operations.add("GET /things/word" + i);
            operations.add("GET /things/WORD" + i + "/deep");
        }
        String[] offered = operations.toArray(String[]::new);

        for (int i = 0; i < 100; i++) {
            assertThat(operation("/things/word" + i, offered)).isEqualTo("GET /things/word" + i);
            assertThat(operation("/things/WORD" + i + "/deep", offered)).isEqualTo("GET /things/WORD" + i + "/deep");
            assertThat(reason("/things/Word" + i, offered)).isEqualTo(Reason.PATH_AMBIGUOUS);
        }
        assertThat(operation("/things/word100", offered)).isEqualTo("GET /things/{other}");
    }

    @Test
    void a_word_of_another_place_in_the_policy_hides_nothing_here() {
        assertThat(operation("/Admin", "GET /x/admin", "GET /{name}")).isEqualTo("GET /{name}");
    }

    @Test
    void each_method_of_a_path_has_its_own_operation() {
        String[] operations = {"TRACE /a", "GET /a", "DELETE /a"};

        assertThat(operation("/a", operations)).isEqualTo("GET /a");
        assertThat(reason("/a", "TRACE /a", "DELETE /a", "HEAD /a")).isEqualTo(Reason.METHOD_UNKNOWN);
    }

    @Test
    void a_trailing_slash_is_part_of_the_path() {
        assertThat(reason("/a/", "GET /a")).isEqualTo(Reason.OPERATION_UNKNOWN);
        assertThat(operation("/a/", "GET /a", "GET /a/")).isEqualTo("GET /a/");
    }

    private static Reason reason(String path, String... operations) {
        Decision decision = judge(path, operations).decision();
        return ((Decision.Deny) decision).reason();
    }

    private static String operation(String path, String... operations) {
        return judge(path, operations).operation().map(Operation::toString).orElse("none");
    }

    private static Judgement judge(String path, String... operations) {
        Policy policy = new TestPolicy()
                .segment("zone", Trust.INTERNAL)
                .service("api", "zone", "api.example", operations)
                .issuer("cordon", TokenKind.SEGMENT, "zone")
                .build();
        Snapshot snapshot = Shop.world().snapshot(CompiledPolicy.of(policy));
        Enforcer enforcer = new Enforcer(new TokenVerifier(), ReplayStore.Reach.INSTANCE, 10);
        AccessRequest call = AccessRequest.of(new Target.OfHost("api.example"), "GET", RequestPath.read(path));
        return enforcer.judge(snapshot, call, NOW);
    }
}
