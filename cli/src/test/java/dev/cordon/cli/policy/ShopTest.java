package dev.cordon.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.decision.Reason;
import dev.cordon.policy.Condition;
import dev.cordon.policy.Flow;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.Forbid;
import dev.cordon.policy.ForbidId;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.Mode;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Operations;
import dev.cordon.policy.Party;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Segment;
import dev.cordon.policy.Service;
import dev.cordon.policy.TokenKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The example policy, as the reader understands it. */
final class ShopTest {

    private final PolicyFile file = Golden.read(Golden.SHOP);
    private final Policy policy = file.policy().orElseThrow();

    @Test
    void it_has_no_problem() {
        assertThat(file.problems()).isEmpty();
    }

    @Test
    void every_flow_has_a_test_that_allows_and_every_forbid_one_that_denies() {
        List<FlowId> allowed = file.tests().stream()
                .map(PolicyTest::expect)
                .flatMap(expect -> expect instanceof Expectation.Allow allow
                        ? allow.flow().stream()
                        : Optional.<FlowId>empty().stream())
                .toList();
        List<ForbidId> denied = file.tests().stream()
                .map(PolicyTest::expect)
                .flatMap(expect -> expect instanceof Expectation.Deny deny
                        ? deny.forbid().stream()
                        : Optional.<ForbidId>empty().stream())
                .toList();

        assertThat(allowed).containsAll(policy.flows().stream().map(Flow::id).toList());
        assertThat(denied).containsAll(policy.forbids().stream().map(Forbid::id).toList());
    }

    @Test
    void what_is_left_out_has_its_default() {
        Segment ordering = policy.segments().get(2);

        assertThat(ordering.name()).hasToString("ordering");
        assertThat(ordering.token().ttl()).isEqualTo(Duration.ofMinutes(15));
        assertThat(ordering.token().bind()).isEmpty();
        assertThat(ordering.freshness())
                .isEqualTo(new Segment.Freshness(Duration.ofSeconds(2), Duration.ofSeconds(30)));
        assertThat(flow("checkout").mode()).isEqualTo(Mode.ENFORCE);
        assertThat(flow("checkout").tokens()).isEqualTo(TokenKind.SEGMENT);
        assertThat(flow("track").rate().together()).hasToString("Optional[600/m burst 600]");
        assertThat(policy.issuers().get(0).algorithms()).hasToString("[ES256]");
    }

    @Test
    void operations_of_a_document_are_in_its_order() {
        Service orders = policy.services().get(2);

        assertThat(listed(orders.operations().orElseThrow()))
                .extracting(Operation::toString)
                .containsExactly(
                        "GET /orders",
                        "POST /orders",
                        "GET /orders/{id}",
                        "DELETE /orders/{id}",
                        "GET /orders/{id}/shipments");
        assertThat(orders.publicUrl()).contains("https://orders.shop.example");
    }

    @Test
    void an_issuer_for_all_speaks_for_every_segment() {
        Issuer shop = policy.issuers().get(0);

        assertThat(shop.speaksFor())
                .containsExactlyElementsOf(policy.segments().stream()
                        .<Party>map(segment -> new Party.OfSegment(segment.name()))
                        .toList());
    }

    @Test
    void conditions_stand_in_the_order_of_the_decision() {
        assertThat(flow("charge").when()).extracting(Condition::rank).containsExactly(0, 1, 4);
    }

    @Test
    void a_test_keeps_its_overrides_and_its_line() {
        PolicyTest stolen = file.tests().stream()
                .filter(test -> test.name().startsWith("a stolen token"))
                .findFirst()
                .orElseThrow();

        assertThat(stolen.call()).isEqualTo(new CallText("POST", "payments-api", "/charges"));
        assertThat(stolen.expect())
                .isEqualTo(new Expectation.Deny(Optional.of(Reason.BINDING_NETWORK), Optional.empty()));
        assertThat(stolen.overrides().sourceIp()).hasToString("Optional[203.0.113.9]");
        String line = Golden.text(Golden.SHOP).lines().toList().get(stolen.line() - 1);
        assertThat(line).contains("a stolen token");
    }

    private Flow flow(String id) {
        return policy.flows().stream()
                .filter(flow -> flow.id().text().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<Operation> listed(Operations operations) {
        return ((Operations.Listed) operations).list();
    }
}
