package dev.cordon.authzen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.audit.DecisionRecord;
import dev.cordon.audit.InMemoryDecisionSink;
import dev.cordon.certificate.Certificates;
import dev.cordon.certificate.ClientTrust;
import dev.cordon.decision.Enforcer;
import dev.cordon.decision.Judgement;
import dev.cordon.decision.Snapshot;
import dev.cordon.document.VisibleText;
import dev.cordon.fuzz.MeteredReader;
import dev.cordon.fuzz.Mutator;
import dev.cordon.policy.ServiceName;
import dev.cordon.request.AccessRequest;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.TokenVerifier;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever became of a question on its way: it is answered or malformed, in a line; and what is permitted is a call
 * that the enforcer allows where it sees it itself, of a caller whose token the question has, or that it names.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class NearlySoundQuestionsTest {

    private static final boolean FULL = Boolean.getBoolean("cordon.full");
    private static final long SEED = Long.getLong("cordon.seed", 20_261_128L);
    private static final long BYTES_PER_CHARACTER = 20_000;

    private static final String CHECKOUT = Gateways.token("web", "orders", "checkout");
    private static final String LOOK = Gateways.token("web", "orders", "look");

    private static final List<String> SOUND = List.of(
            Gateways.question("web", "POST", "orders/orders", "\"token\":\"" + CHECKOUT + "\""),
            Gateways.question(
                    "web", "GET", "orders/orders/42", "\"token\":\"" + LOOK + "\",\"ip_address\":\"10.1.2.3\""),
            Gateways.question("web", "GET", "orders/orders/42", ""),
            "{\"subject\":{\"type\":\"identity\",\"id\":\"web\",\"properties\":{\"ip_address\":\"10.1.2.3\"}},\"resource\":"
                    + "{\"type\":\"route\",\"id\":\"/orders/{id}\",\"properties\":{\"hostname\":\"orders.example\",\"path\":"
                    + "\"/orders/1\"}},\"evaluations\":[{\"action\":{\"name\":\"GET\"}},{\"action\":{\"name\":\"POST\"}},"
                    + "{\"action\":{\"name\":\"GET /orders/{id}\"}}],\"options\":{\"evaluations_semantic\":"
                    + "\"permit_on_first_permit\"}}");

    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\u0000",
            "\\ud800",
            "null",
            "1.5",
            "\"subject\":",
            "\"type\":\"service\"",
            "\"id\":\"acme\"",
            "\"id\":\"orders/orders/export\"",
            "\"name\":\"POST\"",
            "\"context\":{},",
            "\"token\":\"Basic x\",",
            "\"ip_address\":\"::ffff:10.0.0.1\",",
            "\"client_certificate\":\"AAAA\",",
            "\"evaluations\":[{},{}],",
            "\"evaluations_semantic\":\"deny_on_first_deny\"",
            "/../");

    private final InMemoryDecisionSink sink = new InMemoryDecisionSink();
    private final DecisionPoint point =
            new DecisionPoint(Gateways.gate(sink), ClientTrust.of(Certificates.pem("root")), Optional.empty());
    private final Enforcer enforcer = new Enforcer(new TokenVerifier(), ReplayStore.Reach.INSTANCE, 100);
    private final Snapshot snapshot = Gateways.snapshot(0);

    @Test
    void a_nearly_sound_question_is_answered_as_the_call_is_or_malformed() {
        Mutator texts = new Mutator(SEED, SOUND, PIECES);
        MeteredReader<String> reader = new MeteredReader<>(BYTES_PER_CHARACTER, this::outcome);
        Set<String> outcomes = new TreeSet<>();
        for (int i = 0; i < (FULL ? 300_000 : 15_000); i++) {
            outcomes.add(reader.read(texts.next()));
        }

        assertThat(outcomes).as("seed %d", SEED).containsExactlyInAnyOrder("permits", "denies", "malformed");
    }

    private String outcome(String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        int before = sink.records().size();
        DecisionPoint.Reply reply = text.length() % 2 == 0
                ? point.evaluation(body, new ServiceName("apim"), Gateways::now)
                : point.evaluations(body, new ServiceName("apim"), Gateways::now);
        List<DecisionRecord> made =
                sink.records().subList(before, sink.records().size());
        if (reply instanceof DecisionPoint.Malformed malformed) {
            assertThat(malformed.why()).isNotBlank().isEqualTo(VisibleText.of(malformed.why()));
            assertThat(made).isEmpty();
            return "malformed";
        }
        String json = ((DecisionPoint.Decided) reply).json();
        assertThat(json.split("\"decision\":true", -1).length - 1).as(text).isEqualTo((int)
                made.stream().filter(one -> one.stop().isEmpty()).count());
        assertThat(json.split("\"decision\":(true|false)", -1).length - 1).isEqualTo(made.size());
        made.stream().filter(one -> one.stop().isEmpty()).forEach(one -> requireRight(one, text));
        return json.contains("\"decision\":true") ? "permits" : "denies";
    }

    /** The call that was allowed is one that is allowed to its caller, with what the question really has. */
    private void requireRight(DecisionRecord permitted, String text) {
        Judgement judged = permitted.subject().judgement().orElseThrow();
        DecisionRecord.Call call = permitted.subject().call().orElseThrow();
        assertThat(judged.caller().orElseThrow().text()).as(text).isEqualTo("web");
        AccessRequest seen =
                AccessRequest.of(call.target(), call.method(), call.path()).withCertificate(call.certificate());
        if (call.source().isPresent()) {
            seen = seen.from(call.source().get());
        }
        if (call.token().isEmpty()) {
            assertThat(text).contains("\"web\"").contains("GET");
            assertThat(judged.operation().orElseThrow()).hasToString("GET /orders/{id}");
            return;
        }
        String token = List.of(CHECKOUT, LOOK).stream()
                .filter(one -> PresentedToken.bearer(one)
                        .hash()
                        .equals(call.token().get().hash()))
                .findFirst()
                .orElseThrow();
        assertThat(text).contains(token);
        assertThat(enforcer.decide(snapshot, seen.withToken(PresentedToken.bearer(token)), Gateways.now())
                        .isAllow())
                .as(text)
                .isTrue();
    }
}
