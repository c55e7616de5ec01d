package dev.cordon.authzen;

import static dev.cordon.authzen.Gateways.question;
import static dev.cordon.authzen.Gateways.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.audit.DecisionJson;
import dev.cordon.audit.InMemoryDecisionSink;
import dev.cordon.certificate.Certificates;
import dev.cordon.certificate.ClientTrust;
import dev.cordon.decision.Moment;
import dev.cordon.decision.Reason;
import dev.cordon.gate.Gate;
import dev.cordon.network.IpAddress;
import dev.cordon.policy.ServiceName;
import dev.cordon.token.DpopNonces;
import dev.cordon.token.DpopProofMaker;
import dev.cordon.token.SegmentTokenRequest;
import dev.cordon.token.SignerUnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What enforcement points ask, and what they are told and believed. */
final class DecisionPointTest {

    private static final String CHECKOUT = token("web", "orders", "checkout");
    private static final String PERMITTED = "\"decision\":true";
    private static final String DENIED = "\"decision\":false";

    private final InMemoryDecisionSink sink = new InMemoryDecisionSink();
    private final Gate gate = Gateways.gate(sink);
    private final DecisionPoint point = new DecisionPoint(gate, clients(), Optional.empty());

    private static ClientTrust clients() {
        return ClientTrust.of(Certificates.pem("root"));
    }

    private static String checkout(String more) {
        return question("web", "POST", "orders/orders", "\"token\":\"" + CHECKOUT + "\"" + more);
    }

    private String ask(String body) {
        return ask("apim", body);
    }

    private String ask(String who, String body) {
        return text(point.evaluation(body.getBytes(StandardCharsets.UTF_8), new ServiceName(who), Gateways::now));
    }

    private String askSeveral(String body) {
        return text(point.evaluations(body.getBytes(StandardCharsets.UTF_8), new ServiceName("apim"), Gateways::now));
    }

    private static String text(DecisionPoint.Reply reply) {
        return reply instanceof DecisionPoint.Decided decided
                ? decided.json()
                : "400 " + ((DecisionPoint.Malformed) reply).why();
    }

    private String reason() {
        return sink.last().stop().map(stop -> stop.reason().name()).orElse("allow");
    }

    @Test
    void a_permitted_call_is_told_by_its_decision_s_id_alone() {
        assertThat(ask(checkout(""))).isEqualTo("{\"context\":{\"decision_id\":\"decision-1\"},\"decision\":true}");
        assertThat(DecisionJson.line(sink.last()))
                .contains("\"asking\":{\"name\":\"point-apim\",\"service\":\"apim\",\"subject\":\"web\","
                        + "\"vouchesFor\":[\"subject\",\"network\",\"certificate\"]}");
    }

    @Test
    void a_denied_call_is_told_what_its_caller_may_know_and_nothing_of_the_policy() {
        assertThat(ask(question("acme", "POST", "orders/orders", "\"token\":\"x\"")))
                .isEqualTo("{\"context\":{\"decision_id\":\"decision-1\",\"reason_user\":{\"401\":\"Unauthorized\"}},"
                        + "\"decision\":false}");
        assertThat(reason()).isEqualTo("TOKEN_MALFORMED");
    }

    @ParameterizedTest
    @CsvSource({
        "web, allow",
        "acme, SUBJECT_MISMATCH",
        "Web, SUBJECT_MISMATCH",
        "'', SUBJECT_MISMATCH",
        "stranger, SUBJECT_MISMATCH"
    })
    void the_subject_is_the_token_s_caller_or_the_call_is_denied(String subject, String outcome) {
        ask(question(subject, "POST", "orders/orders", "\"token\":\"" + CHECKOUT + "\""));

        assertThat(reason()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "apim, web, allow",
        "apim, acme, FORBIDDEN",
        "apim, kong, NO_FLOW",
        "apim, nobody, CALLER_UNKNOWN",
        "kong, web, TOKEN_MISSING",
        "probe, web, TOKEN_MISSING"
    })
    void a_bare_subject_is_taken_from_who_vouches_for_it_alone(String who, String subject, String outcome) {
        ask(who, question(subject, "GET", "orders/orders/42", ""));

        assertThat(reason()).isEqualTo(outcome);
    }

    @Test
    void a_bare_subject_may_use_no_flow_that_does_not_say_so() {
        ask(question("web", "POST", "orders/orders", ""));

        assertThat(reason()).isEqualTo(Reason.VOUCHING_REFUSED.name());
    }

    @ParameterizedTest
    @CsvSource({
        "apim, 10.1.2.3, allow",
        "apim, 192.0.2.1, CONDITION_NETWORK",
        "kong, 10.1.2.3, allow",
        "probe, 10.1.2.3, CONDITION_NETWORK"
    })
    void an_address_is_taken_from_who_vouches_for_it_alone(String who, String address, String outcome) {
        String looking = "\"token\":\"" + token("web", "orders", "look") + "\",\"ip_address\":\"" + address + "\"";

        ask(who, question("web", "GET", "orders/orders/42", looking));

        assertThat(reason()).isEqualTo(outcome);
    }

    @Test
    void the_subject_s_address_counts_as_the_context_s_does() {
        String looking =
                question("web", "GET", "orders/orders/42", "\"token\":\"" + token("web", "orders", "look") + "\"");

        ask(looking.replace("\"id\":\"web\"", "\"id\":\"web\",\"properties\":{\"ip_address\":\"10.9.9.9\"}"));

        assertThat(reason()).isEqualTo("allow");
        assertThat(sink.last().subject().call().orElseThrow().source()).isEqualTo(IpAddress.parse("10.9.9.9"));
    }

    @ParameterizedTest
    @CsvSource({
        "10.9.9.9, 10.9.9.9, allow",
        "10.9.9.9, 10.9.9.8, REQUEST_UNREADABLE",
        "192.0.2.1, 10.9.9.9, REQUEST_UNREADABLE",
        "10.9.9.9, '', REQUEST_UNREADABLE",
        "gateway.example, gateway.example, REQUEST_UNREADABLE"
    })
    void two_addresses_are_one_and_the_same_and_literal(String subject, String context, String outcome) {
        String looking = question(
                "web",
                "GET",
                "orders/orders/42",
                "\"token\":\"" + token("web", "orders", "look") + "\",\"ip_address\":\"" + context + "\"");

        ask(looking.replace("\"id\":\"web\"", "\"id\":\"web\",\"properties\":{\"ip_address\":\"" + subject + "\"}"));

        assertThat(reason()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"apim, allow", "kong, CERTIFICATE_MISSING", "probe, CERTIFICATE_MISSING"})
    void a_certificate_is_taken_from_who_vouches_for_it_alone(String who, String outcome) {
        String pem = Certificates.pem("orders").strip().replace("\n", "\\n");

        ask(who, question("orders", "POST", "charges/charges", "\"client_certificate\":\"" + pem + "\""));

        assertThat(reason()).isEqualTo(outcome);
    }

    @Test
    void a_certificate_may_come_as_base64_and_is_verified_once_more() {
        ask(question("orders", "POST", "charges/charges", "\"client_certificate\":\"" + base64("orders") + "\""));
        assertThat(reason()).isEqualTo("allow");

        ask(question(
                "orders", "POST", "charges/charges", "\"client_certificate\":\"" + base64("of-other-root") + "\""));
        assertThat(reason()).isEqualTo("CERTIFICATE_UNTRUSTED");

        ask(question("web", "POST", "charges/charges", "\"client_certificate\":\"" + base64("orders") + "\""));
        assertThat(reason()).isEqualTo("SUBJECT_MISMATCH");
    }

    private static String base64(String name) {
        return Certificates.pem(name).replaceAll("-----[^-]+-----|\\s", "");
    }

    @Test
    void time_and_environment_are_ours_whatever_is_said() {
        assertThat(ask(checkout(",\"time\":\"1985-10-26T01:22-07:00\",\"environment\":\"staging\"")))
                .contains(PERMITTED);
    }

    @Test
    void a_time_that_is_said_neither_revives_a_token_nor_ends_one() {
        Supplier<Moment> later = () -> new Moment(Gateways.NOON.plusSeconds(120), 0);
        byte[] early = bytes(checkout(",\"time\":\"" + Gateways.NOON + "\""));

        assertThat(text(point.evaluation(early, apim(), later))).contains(DENIED);
        assertThat(reason()).isEqualTo("TOKEN_EXPIRED");
        assertThat(ask(checkout(",\"time\":\"" + Gateways.NOON.plusSeconds(120) + "\"")))
                .contains(PERMITTED);
        assertThat(sink.last().time()).isEqualTo(Gateways.NOON);
    }

    @Test
    void each_evaluation_is_decided_at_the_time_when_it_is_made() {
        Iterator<Moment> moments = List.of(
                        new Moment(Gateways.NOON.plusSeconds(119), 0), new Moment(Gateways.NOON.plusSeconds(120), 0))
                .iterator();

        assertThat(decisions(text(point.evaluations(bytes(several(2, "")), apim(), moments::next))))
                .isEqualTo("true false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", " Bearer   "})
    void a_token_may_come_as_the_whole_header(String scheme) {
        assertThat(ask(checkout("").replace(CHECKOUT, scheme + CHECKOUT))).contains(PERMITTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic d2ViOng="})
    void a_header_that_is_empty_or_of_another_scheme_is_no_token(String header) {
        ask(checkout("").replace(CHECKOUT, header));

        assertThat(reason()).isEqualTo("VOUCHING_REFUSED");
    }

    @Test
    void a_proof_of_possession_is_verified_used_once_and_answered_with_a_nonce() throws Exception {
        DpopProofMaker holder = new DpopProofMaker(Gateways.KEY);
        String bindingToken = token("web", "orders", "checkout", boundTo(holder));
        DpopNonces nonces = new DpopNonces(new byte[DpopNonces.SHORTEST_KEY]);
        DecisionPoint handing = new DecisionPoint(gate, clients(), Optional.of(nonces));
        byte[] asked = question(
                        "web",
                        "POST",
                        "orders/orders",
                        "\"token\":\"" + bindingToken + "\",\"dpop\":\"" + proof(holder, bindingToken) + "\"")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(text(handing.evaluation(asked, new ServiceName("apim"), Gateways::now)))
                .contains(PERMITTED, "\"dpop_nonce\":\"" + nonces.at(Gateways.NOON) + "\"");
        assertThat(text(handing.evaluation(asked, new ServiceName("apim"), Gateways::now)))
                .contains(DENIED);
        assertThat(reason()).isEqualTo("DPOP_REPLAYED");
        assertThat(ask(question("web", "POST", "orders/orders", "\"token\":\"" + bindingToken + "\"")))
                .contains(DENIED)
                .doesNotContain("dpop_nonce");
        assertThat(reason()).isEqualTo("DPOP_MISSING");
        assertThat(text(handing.evaluation(bytes(checkout(",\"dpop\":\"\"")), apim(), Gateways::now)))
                .as("a header that is not there is no proof")
                .contains(PERMITTED)
                .doesNotContain("dpop_nonce");
    }

    @Test
    void a_bound_token_may_come_as_the_whole_header_with_its_proof_apart() throws Exception {
        DpopProofMaker holder = new DpopProofMaker(Gateways.KEY);
        String bindingToken = token("web", "orders", "checkout", boundTo(holder));
        String more = ",\"dpop\":\"" + proof(holder, bindingToken) + "\"";

        assertThat(ask(checkout(more).replace(CHECKOUT, "DPoP " + bindingToken)))
                .contains(PERMITTED);
    }

    private static SegmentTokenRequest.Bound boundTo(DpopProofMaker holder) {
        return new SegmentTokenRequest.Bound(
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(holder.thumbprint()));
    }

    private static String proof(DpopProofMaker holder, String bound) throws SignerUnavailableException {
        return holder.prove(
                new DpopProofMaker.Call("POST", "https://orders.example/orders"), bound, "proof-1", Gateways.NOON);
    }

    @Test
    void a_rate_is_counted_and_the_caller_told_when_to_come_back() {
        String export = question(
                "web", "GET", "orders/orders/export", "\"token\":\"" + token("web", "orders", "export") + "\"");

        assertThat(ask(export)).contains(PERMITTED);
        assertThat(ask(export)).contains(DENIED, "\"reason_user\":{\"429\":\"Too Many Requests\"},\"retry_after\":1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "operation | orders/orders          | -                                            | POST           | allow",
                "operation | orders                 | \"path\":\"/orders\"                         | POST           | allow",
                "operation | orders/orders          | \"path\":\"/orders\"                         | POST           | allow",
                "operation | orders/orders?x=1      | -                                            | POST           | allow",
                "operation | orders                 | \"path\":\"/%6frders\"                       | POST           | allow",
                "operation | orders                 | -                                            | POST /orders   | allow",
                "operation | orders/orders          | -                                            | POST /orders   | allow",
                "route     | /orders                | \"hostname\":\"orders.example\"              | POST           | allow",
                "route     | /x                     | \"host\":\"Orders.example:443\",\"path\":\"/orders\" | POST   | allow",
                "route     | x                      | \"hostname\":\"else.example\",\"path\":\"/orders\"   | POST   | HOST_UNKNOWN",
                "operation | nobody/orders          | -                                            | POST           | SERVICE_UNKNOWN",
                "operation | orders/orders/         | -                                            | POST           | OPERATION_UNKNOWN",
                "operation | orders/../orders       | -                                            | POST           | PATH_AMBIGUOUS",
                "operation | orders/orders          | -                                            | post           | METHOD_UNKNOWN",
                "operation | orders/orders          | -                                            | can_write      | METHOD_UNKNOWN",
                "operation | orders                 | -                                            | POST           | REQUEST_UNREADABLE",
                "operation | orders/orders          | \"path\":\"/orders/1\"                       | POST           | REQUEST_UNREADABLE",
                "operation | orders/orders          | -                                            | GET /orders/{id} | REQUEST_UNREADABLE",
                "operation | orders                 | -                                            | GET /orders/{id} | REQUEST_UNREADABLE",
                "operation | orders/orders          | -                                            | POST orders    | REQUEST_UNREADABLE",
                "operation | orders/orders/1        | -                                            | POST /orders   | REQUEST_UNREADABLE",
                "operation | orders/orders/         | -                                            | GET /orders/{id} | REQUEST_UNREADABLE",
                "operation | orders/orders/42/x     | -                                            | GET /orders/{id} | REQUEST_UNREADABLE",
                "operation | orders/orders/42       | -                                            | GET /orders/export | REQUEST_UNREADABLE",
                "operation | orders/orders          | -                                            | POST  /orders  | REQUEST_UNREADABLE",
                "route     | /orders                | -                                            | POST           | REQUEST_UNREADABLE",
                "route     | /orders                | \"host\":\"a.example\",\"hostname\":\"b.example\" | POST      | REQUEST_UNREADABLE",
                "record    | orders/orders          | -                                            | POST           | REQUEST_UNREADABLE"
            })
    void a_resource_is_named_in_forms_that_gateways_can_make(
            String type, String id, String properties, String action, String outcome) {
        String asked = question("web", action, id, "\"token\":\"" + CHECKOUT + "\"")
                .replace("\"type\":\"operation\"", "\"type\":\"" + type + "\"");
        String whole = properties.equals("-")
                ? asked
                : asked.replace("\"id\":\"" + id + "\"", "\"id\":\"" + id + "\",\"properties\":{" + properties + "}");

        assertThat(ask(whole)).contains(outcome.equals("allow") ? PERMITTED : DENIED);
        assertThat(reason()).isEqualTo(outcome);
    }

    @Test
    void an_operation_with_parameters_has_the_path_that_is_called() {
        String looking = "\"token\":\"" + token("web", "orders", "look") + "\",\"ip_address\":\"10.1.1.1\"";

        assertThat(ask(question("web", "GET /orders/{number}", "orders/orders/42", looking)))
                .contains(PERMITTED);
        assertThat(ask(question("web", "GET /orders/{number}", "orders/orders/", looking)))
                .contains(DENIED);
        assertThat(ask(question("web", "GET /orders/{a}/{b}", "orders/orders/42", looking)))
                .contains(DENIED);
    }

    @ParameterizedTest
    @CsvSource({"user, service", "service, identity"})
    void a_subject_is_a_service_or_an_identity(String before, String after) {
        String asked = checkout("");

        assertThat(ask(asked.replace("\"type\":\"service\"", "\"type\":\"" + before + "\"")))
                .contains(before.equals("user") ? DENIED : PERMITTED);
        assertThat(ask(asked.replace("\"type\":\"service\"", "\"type\":\"" + after + "\"")))
                .contains(PERMITTED);
    }

    @Test
    void who_can_t_be_made_out_is_recorded_with_who_asked() {
        String answer = ask(checkout("").replace("\"type\":\"service\"", "\"type\":\"user\""));

        assertThat(answer)
                .isEqualTo(
                        "{\"context\":{\"decision_id\":\"decision-1\",\"error\":{\"message\":\"`subject.type` must be"
                                + " `service` or `identity`\",\"status\":400}},\"decision\":false}");
        assertThat(sink.last().subject().why().get(0).finding())
                .isEqualTo("asked by `apim`: `subject.type` must be `service` or `identity`");
    }

    @Test
    void what_is_not_known_is_ignored() {
        String asked = checkout(",\"risk\":0.7,\"big\":1e400,\"nested\":{\"a\":[1,null]}");

        assertThat(ask(asked.substring(0, asked.length() - 1) + ",\"foo\":\"bar\",\"evaluations\":7,\"options\":7}"))
                .contains(PERMITTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                  | the body is no JSON that can be read: the document: it is empty",
                "{                                   | the body is no JSON that can be read: line 1, column 2: this is no JSON",
                "[]                                  | the body must be a JSON object",
                "{}                                  | `subject` is missing",
                "{\"subject\":\"web\"}               | `subject` must be an object",
                "{\"subject\":null}                  | `subject` must be an object",
            })
    void a_request_that_is_none_is_malformed(String body, String why) {
        assertThat(ask(body)).isEqualTo("400 " + why);
        assertThat(sink.records()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"type\":\"service\",               |                                  | `subject.type` is missing",
                "\"id\":\"web\"                      | \"x\":1                          | `subject.id` is missing",
                "\"id\":\"web\"                      | \"id\":7                         | `subject.id` must be a string",
                "\"id\":\"web\"                      | \"id\":null                      | `subject.id` must be a string",
                "\"id\":\"web\"                      | \"id\":\"web\",\"properties\":[] | `subject.properties` must be an object",
                "\"name\":\"POST\"                   | \"x\":\"POST\"                   | `action.name` is missing",
                "\"name\":\"POST\"                   | \"name\":123                     | `action.name` must be a string",
                "\"name\":\"POST\"                   | \"name\":\"POST\",\"properties\":\"x\" | `action.properties` must be an object",
                "\"type\":\"operation\",             |                                  | `resource.type` is missing",
                "\"id\":\"orders/orders\"            | \"x\":true                       | `resource.id` is missing",
                "\"context\":{                       | \"context\":\"x\",\"y\":{        | `context` must be an object",
                "\"action\":                         | \"subject\":                     | the body is no JSON that can be read"
            })
    void what_the_standard_requires_must_be_there_in_its_type(String before, String after, String why) {
        String asked = checkout("");

        assertThat(ask(asked.replace(before.strip(), after == null ? "" : after.strip())))
                .startsWith("400 " + why);
        assertThat(sink.records()).isEmpty();
    }

    @Test
    void a_body_of_more_bytes_or_a_request_of_more_evaluations_is_malformed() {
        String padded = checkout(",\"x\":\"" + "x".repeat(DecisionPoint.LONGEST) + "\"");
        assertThat(ask(padded)).isEqualTo("400 the body is longer than 65536 bytes");
        assertThat(ask(checkout(" ".repeat(DecisionPoint.LONGEST - checkout("").length()))))
                .contains(PERMITTED);
        assertThat(ask(checkout(" ".repeat(DecisionPoint.LONGEST - checkout("").length() + 1))))
                .startsWith("400 the body is longer");

        assertThat(askSeveral(several(DecisionPoint.MOST, ""))).contains(PERMITTED);
        assertThat(askSeveral(several(DecisionPoint.MOST + 1, "")))
                .isEqualTo("400 `evaluations` has more than 100 items");
        assertThat(ask("{\"a\":" + "[".repeat(70) + "]".repeat(70) + "}")).contains("nested deeper than 64");
    }

    /** That many checkouts, with more in the request. */
    private static String several(int count, String more) {
        String one = checkout("");
        return one.substring(0, one.length() - 1) + more + ",\"evaluations\":["
                + IntStream.range(0, count).mapToObj(i -> "{}").collect(Collectors.joining(",")) + "]}";
    }

    private static String mixed(String semantic) {
        String good = "{}";
        String bad = "{\"subject\":{\"type\":\"service\",\"id\":\"acme\"}}";
        return several(0, ",\"options\":{\"evaluations_semantic\":\"" + semantic + "\",\"x\":1}")
                .replace("[]", "[" + good + "," + bad + "," + good + "]");
    }

    @ParameterizedTest
    @CsvSource({"execute_all, true false true", "deny_on_first_deny, true false", "permit_on_first_permit, true"})
    void the_semantic_says_which_evaluations_are_made(String semantic, String decisions) {
        assertThat(decisions(askSeveral(mixed(semantic)))).isEqualTo(decisions);
        assertThat(sink.records()).hasSize(decisions.split(" ").length);
    }

    /** One that can't be made out counts as a denial. */
    @ParameterizedTest
    @CsvSource({"deny_on_first_deny, false", "permit_on_first_permit, false true"})
    void an_evaluation_that_can_t_be_made_out_is_no_permit(String semantic, String decisions) {
        String asked = mixed(semantic)
                .replace("[{},", "[{\"subject\":{\"type\":\"user\"}},")
                .replace("\"acme\"", "\"web\"");

        assertThat(decisions(askSeveral(asked))).isEqualTo(decisions);
    }

    @Test
    void one_evaluation_of_a_list_is_answered_as_a_list() {
        assertThat(askSeveral(several(1, ""))).startsWith("{\"evaluations\":[{").endsWith("}]}");
    }

    private static String decisions(String answer) {
        return answer.replaceAll("\\{\"context\":\\{[^}]*(\\{[^}]*})?[^}]*},\"decision\":(true|false)}", "$2")
                .replace("{\"evaluations\":[", "")
                .replace("]}", "")
                .replace(',', ' ');
    }

    @ParameterizedTest
    @ValueSource(strings = {"EXECUTE_ALL", "", "deny"})
    void another_semantic_is_malformed(String semantic) {
        assertThat(askSeveral(mixed(semantic))).startsWith("400 `options.evaluations_semantic` must be `execute_all`");
        assertThat(sink.records()).isEmpty();
    }

    @Test
    void all_are_made_where_no_semantic_is_named() {
        assertThat(decisions(askSeveral(mixed("x").replace("\"evaluations_semantic\":\"x\",", ""))))
                .isEqualTo("true false true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"evaluations\":[]"})
    void without_evaluations_the_answer_is_one_decision(String more) {
        String asked = checkout("");

        assertThat(askSeveral(asked.substring(0, asked.length() - 1) + more + "}"))
                .isEqualTo("{\"context\":{\"decision_id\":\"decision-1\"},\"decision\":true}");
        assertThat(askSeveral("{" + more.replaceFirst("^,", "") + "}")).isEqualTo("400 `subject` is missing");
    }

    @Test
    void an_evaluation_s_own_object_takes_the_place_of_the_default_as_a_whole() {
        String defaults = checkout("").replace("\"context\":{", "\"context\":{\"ip_address\":\"10.1.1.1\",");
        String looking = "{\"action\":{\"name\":\"GET\"},\"resource\":{\"id\":\"orders/orders/42\"},\"context\":{"
                + "\"token\":\"" + token("web", "orders", "look") + "\"}}";
        String addressed = looking.replace("\"context\":{", "\"context\":{\"ip_address\":\"10.1.1.1\",");
        String body = defaults.substring(0, defaults.length() - 1) + ",\"evaluations\":[{}," + looking + "," + addressed
                + ",{\"context\":{}}]}";

        // the second does not inherit the address, the last not the token
        assertThat(decisions(askSeveral(body))).isEqualTo("true false true false");
    }

    @Test
    void an_evaluation_s_own_subject_and_resource_have_no_properties_of_the_default() {
        String looking = question(
                        "web", "GET", "orders/orders/42", "\"token\":\"" + token("web", "orders", "look") + "\"")
                .replace("\"id\":\"web\"", "\"id\":\"web\",\"properties\":{\"ip_address\":\"10.1.1.1\"}");
        String paths = checkout("").replace("\"orders/orders\"", "\"orders\",\"properties\":{\"path\":\"/orders\"}");

        assertThat(decisions(askSeveral(listing(looking, "{},{\"subject\":{\"id\":\"web\"}}"))))
                .isEqualTo("true false");
        assertThat(decisions(askSeveral(listing(paths, "{},{\"resource\":{\"id\":\"orders\"}}"))))
                .isEqualTo("true false");
    }

    private static String listing(String defaults, String evaluations) {
        return defaults.substring(0, defaults.length() - 1) + ",\"evaluations\":[" + evaluations + "]}";
    }

    @Test
    void an_evaluation_that_lacks_something_is_denied_and_the_others_are_made() {
        String body = several(0, "")
                .replace("\"resource\":{\"type\":\"operation\",\"id\":\"orders/orders\"},", "")
                .replace(
                        "[]",
                        "[{\"resource\":{\"type\":\"operation\",\"id\":\"orders/orders\"}},{},"
                                + "{\"resource\":7},{\"resource\":{\"type\":\"operation\"}}]");

        String answer = askSeveral(body);

        assertThat(answer)
                .startsWith("{\"evaluations\":[{\"context\":{\"decision_id\":\"decision-1\"},\"decision\":true},")
                .contains("`evaluations[1].resource` is missing", "`evaluations[2].resource` must be an object")
                .contains("`evaluations[3].resource.id` is missing");
        assertThat(sink.records()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "{}", "[7]", "[null]", "[[]]"})
    void evaluations_that_are_no_list_of_objects_are_malformed(String list) {
        assertThat(askSeveral(several(0, "").replace("[]", list))).startsWith("400 `evaluations");
        assertThat(sink.records()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"subject", "action", "resource", "context"})
    void a_default_of_another_type_is_malformed(String name) {
        String whole = checkout("");
        String body = "{\"" + name + "\":\"x\",\"evaluations\":[" + whole + "]}";

        assertThat(askSeveral(body)).isEqualTo("400 `" + name + "` must be an object");
    }

    @Test
    void where_the_gate_observes_all_calls_are_permitted_and_no_error_is() {
        DecisionPoint observing = new DecisionPoint(gate.observing(), clients(), Optional.empty());

        assertThat(text(observing.evaluation(bytes(question("acme", "PUT", "orders/x", "")), apim(), Gateways::now)))
                .contains(PERMITTED);
        assertThat(text(observing.evaluation(
                        bytes(checkout("").replace("\"type\":\"service\"", "\"type\":\"user\"")),
                        apim(),
                        Gateways::now)))
                .contains(DENIED);
    }

    private static ServiceName apim() {
        return new ServiceName("apim");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void no_token_is_in_an_answer_or_a_record() {
        String secret = Base64.getUrlEncoder().encodeToString(new byte[40]);

        assertThat(ask(checkout("").replace(CHECKOUT, secret))).doesNotContain(secret);
        assertThat(DecisionJson.line(sink.last())).doesNotContain(secret);
    }
}
