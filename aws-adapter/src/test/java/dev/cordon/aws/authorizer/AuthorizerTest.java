package dev.cordon.aws.authorizer;

import static dev.cordon.aws.TestEvents.STAGE;
import static dev.cordon.aws.authorizer.SmallApi.NOW;
import static dev.cordon.aws.authorizer.SmallApi.TOKEN;
import static dev.cordon.aws.authorizer.SmallApi.authorizer;
import static dev.cordon.aws.authorizer.SmallApi.call;
import static dev.cordon.aws.authorizer.SmallApi.keeping;
import static dev.cordon.aws.authorizer.SmallApi.plain;
import static dev.cordon.aws.authorizer.SmallApi.read;
import static dev.cordon.aws.authorizer.SmallApi.settings;
import static dev.cordon.aws.authorizer.SmallApi.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cordon.aws.IamPolicy;
import dev.cordon.aws.TestAuthorizer;
import dev.cordon.aws.TestAuthorizer.Reply;
import dev.cordon.aws.TestEvents;
import dev.cordon.aws.TestEvents.Doing;
import dev.cordon.aws.authorizer.AuthorizerSettings.Wording;
import dev.cordon.aws.event.EventKind;
import dev.cordon.certificate.Certificates;
import dev.cordon.decision.Reason;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.RequestPath;
import dev.cordon.request.Target;
import dev.cordon.token.TestTokens;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The documented contract of each kind, for one small API. */
final class AuthorizerTest {

    private static final String CONTEXT =
            "\"context\":{\"caller\":\"web\",\"decision\":\"id-1\",\"flow\":\"read\",\"segment\":\"front\"}";

    @ParameterizedTest
    @EnumSource(EventKind.class)
    void an_allow_is_a_policy_for_exactly_the_call(EventKind kind) {
        Reply reply = plain().ask(TestEvents.event(kind, read()));

        assertThat(reply.text())
                .isEqualTo("{" + CONTEXT
                        + ",\"policyDocument\":{\"Statement\":[{\"Action\":\"execute-api:Invoke\",\"Effect\":\"Allow\","
                        + "\"Resource\":[\"" + TestEvents.arn(kind, read())
                        + "\"]}],\"Version\":\"2012-10-17\"},\"principalId\":\"web\"}");
    }

    @ParameterizedTest
    @EnumSource(EventKind.class)
    void a_denial_is_a_policy_that_says_no_more_than_the_decision_id(EventKind kind) {
        Reply reply = plain().ask(TestEvents.event(kind, TestEvents.doing("GET", "/request", "garbage")));

        assertThat(reply.text())
                .isEqualTo("{\"context\":{\"decision\":\"id-1\"},\"policyDocument\":{\"Statement\":["
                        + "{\"Action\":\"execute-api:Invoke\",\"Effect\":\"Deny\",\"Resource\":[\""
                        + TestEvents.arn(kind, read())
                        + "\"]}],\"Version\":\"2012-10-17\"},\"principalId\":\"none\"}");
    }

    @Test
    void payload_2_gets_the_simple_answer_where_the_api_has_enabled_it() {
        TestAuthorizer authorizer = authorizer(new Wording(true, false));

        assertThat(authorizer.ask(TestEvents.event(EventKind.HTTP_2, read())).text())
                .isEqualTo("{" + CONTEXT + ",\"isAuthorized\":true}");
        assertThat(authorizer
                        .ask(TestEvents.event(EventKind.HTTP_2, TestEvents.doing("GET", "/request", "garbage")))
                        .text())
                .isEqualTo("{\"context\":{\"decision\":\"id-1\"},\"isAuthorized\":false}");
        assertThat(authorizer.ask(TestEvents.event(EventKind.HTTP_1, read())).text())
                .contains("policyDocument");
    }

    @ParameterizedTest
    @EnumSource(EventKind.class)
    void rest_and_websocket_callers_get_a_401_where_that_is_wanted(EventKind kind) {
        TestAuthorizer authorizer = authorizer(new Wording(false, true));
        Reply wrongToken = authorizer.ask(TestEvents.event(kind, TestEvents.doing("GET", "/request", "garbage")));
        Reply wrongFlow = authorizer.ask(TestEvents.event(kind, call("GET", "/request", "near")));

        assertThat(wrongToken.failure()).isEqualTo(kind.isHttpApi() ? Optional.empty() : Optional.of("Unauthorized"));
        assertThat(wrongFlow.failure()).as("a 403").isEmpty();
    }

    @Test
    void what_is_of_no_kind_is_denied_by_its_arn_or_fails() {
        TestAuthorizer authorizer = plain();
        String unknown = TestEvents.sample(EventKind.HTTP_2).replace("\"2.0\"", "\"3.0\"");

        Reply denied = authorizer.ask(unknown.getBytes(StandardCharsets.UTF_8));
        Reply failed = authorizer.ask("{}".getBytes(StandardCharsets.UTF_8));

        assertThat(IamPolicy.resources(denied.json().orElseThrow(), "Deny")).containsExactly(STAGE + "GET/request");
        assertThat(failed.failure()).contains("cordon: the event can't be read");
        assertThat(authorizer.reason()).contains(Reason.REQUEST_UNREADABLE);
        assertThat(authorizer(new Wording(true, false))
                        .ask(unknown.getBytes(StandardCharsets.UTF_8))
                        .text())
                .contains("\"isAuthorized\":false");
    }

    @Test
    void a_closed_authorizer_denies_in_the_form_of_each_kind() {
        for (EventKind kind : EventKind.values()) {
            TestAuthorizer policies = TestAuthorizer.closed("why", new Wording(false, true));
            TestAuthorizer simple = TestAuthorizer.closed("why", new Wording(true, true));

            Reply reply = policies.ask(TestEvents.event(kind, read()));
            assertThat(IamPolicy.allows(reply.json().orElseThrow(), TestEvents.arn(kind, read())))
                    .isFalse();
            assertThat(simple.ask(TestEvents.event(kind, read())).text())
                    .contains(kind == EventKind.HTTP_2 ? "\"isAuthorized\":false" : "\"Deny\"");
            assertThat(policies.recorded().subject().why().get(0).finding()).isEqualTo("why");
        }
    }

    @Test
    void an_api_that_is_not_configured_is_denied() {
        TestAuthorizer authorizer = plain();
        String other = TestEvents.sample(EventKind.REST_TOKEN).replace("abcdef123", "other");

        authorizer.ask(other.getBytes(StandardCharsets.UTF_8));

        assertThat(authorizer.reason()).contains(Reason.REQUEST_UNREADABLE);
        assertThat(authorizer.recorded().subject().why().get(0).finding()).contains("`CORDON_TARGETS`");
    }

    @Test
    void a_kind_that_is_not_configured_is_denied() {
        TestAuthorizer authorizer =
                authorizer(settings(Set.of(EventKind.HTTP_2), Caching.none(), new Wording(false, false)));

        authorizer.ask(TestEvents.event(EventKind.REST_TOKEN, read()));

        assertThat(authorizer.recorded().subject().why().get(0).finding()).contains("`CORDON_KINDS`");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/a*", "/a%2A", "/a?b", "/a%3Fb", "/${aws:username}", "/request?", "/reques?", "/request?x"})
    void no_path_with_a_wildcard_is_allowed_or_named(String path) {
        for (EventKind kind : EnumSet.complementOf(EnumSet.of(EventKind.WEBSOCKET))) {
            Reply reply = plain().ask(TestEvents.event(kind, call("GET", path, "read")));

            assertThat(IamPolicy.resources(reply.json().orElseThrow(), "Allow")).isEmpty();
            assertThat(IamPolicy.resources(reply.json().orElseThrow(), "Deny"))
                    .allMatch(resource -> resource.indexOf('*') < 0 && resource.indexOf('?') < 0);
        }
    }

    @ParameterizedTest
    @CsvSource({"300, true", "600, false"})
    void a_call_whose_arn_is_too_long_for_a_policy_is_denied(int length, boolean allowed) {
        String token = token("items", "list").bearer().reveal();
        String path = "/items/" + "x".repeat(length);
        TestAuthorizer authorizer = plain();
        String event = new String(
                        TestEvents.event(EventKind.REST_TOKEN, TestEvents.doing("GET", path, token)),
                        StandardCharsets.UTF_8)
                .replace("/test/", "/items/");

        Reply reply = authorizer.ask(event.getBytes(StandardCharsets.UTF_8));

        assertThat(IamPolicy.resources(reply.json().orElseThrow(), "Allow")).hasSize(allowed ? 1 : 0);
        assertThat(authorizer.reason()).isEqualTo(allowed ? Optional.empty() : Optional.of(Reason.REQUEST_UNREADABLE));
    }

    @Test
    void a_certificate_is_verified_once_more() {
        TestAuthorizer authorizer = plain();
        Doing with = new Doing(
                "GET",
                "/request",
                "/request",
                read().authorization(),
                Optional.empty(),
                "192.0.2.1",
                Optional.of(Certificates.pem("of-other-root")));

        authorizer.ask(TestEvents.event(EventKind.REST_REQUEST, with));
        assertThat(authorizer.reason()).contains(Reason.CERTIFICATE_UNTRUSTED);
        authorizer.ask(TestEvents.event(EventKind.HTTP_2, with));
        assertThat(authorizer.reason()).contains(Reason.CERTIFICATE_UNTRUSTED);
    }

    @Test
    void an_answer_for_a_whole_api_is_the_list_of_what_the_caller_may_do() {
        TestAuthorizer authorizer = keeping(EventKind.REST_TOKEN, 20, "");

        Reply allowed = authorizer.ask(TestEvents.event(EventKind.REST_TOKEN, read()));
        Reply denied = authorizer.ask(TestEvents.event(EventKind.REST_TOKEN, call("GET", "/none", "read")));

        assertThat(IamPolicy.resources(allowed.json().orElseThrow(), "Allow"))
                .containsExactly(STAGE + "GET/request", STAGE + "POST/request", STAGE + "GET/$connect");
        assertThat(IamPolicy.resources(denied.json().orElseThrow(), "Allow"))
                .as("a denied call does not close the others")
                .containsExactly(STAGE + "GET/request", STAGE + "POST/request", STAGE + "GET/$connect");
        assertThat(IamPolicy.resources(denied.json().orElseThrow(), "Deny")).containsExactly(STAGE + "GET/none");
    }

    @ParameterizedTest
    @CsvSource({
        // the address is not in the key
        "method.request.header.Authorization, PUT, /near, near, CONDITION_NETWORK",
        "'method.request.header.Authorization,context.identity.sourceIp', PUT, /near, near, ''",
        "'method.request.header.authorization, context.httpMethod, context.path', GET, /request, read, ''",
        // a rate must be counted
        "method.request.header.Authorization, DELETE, /often, often, ANSWER_NOT_KEEPABLE",
    })
    void a_kept_answer_depends_on_the_key_alone(
            String sources, String method, String path, String purpose, String reason) {
        TestAuthorizer authorizer = keeping(EventKind.REST_REQUEST, 20, sources);

        authorizer.ask(TestEvents.event(EventKind.REST_REQUEST, call(method, path, purpose)));

        assertThat(authorizer.reason().map(Reason::name).orElse("")).isEqualTo(reason);
    }

    @Test
    void a_token_that_ends_while_the_answer_is_kept_is_denied() {
        TestTokens ending = TestTokens.like(TOKEN.verified()).times(NOW.getEpochSecond(), NOW.getEpochSecond() + 20);
        Doing doing = TestEvents.doing("GET", "/request", ending.bearer().reveal());

        assertThat(reasonOf(keepingFresh(14), ending, doing)).isEmpty();
        assertThat(reasonOf(keepingFresh(15), ending, doing)).contains(Reason.TOKEN_EXPIRED);
    }

    @Test
    void a_snapshot_that_would_be_too_old_while_the_answer_is_kept_denies() {
        // it may get 30 s old, and is 0.1 s old
        TestAuthorizer inTime = keepingFresh(24);
        TestAuthorizer late = keepingFresh(25);

        assertThat(inTime.ask(TestEvents.event(EventKind.REST_REQUEST, read())).failure())
                .isEmpty();
        assertThat(inTime.reason()).isEmpty();
        assertThat(late.ask(TestEvents.event(EventKind.REST_REQUEST, read())).failure())
                .isPresent();
        assertThat(late.reason()).contains(Reason.SNAPSHOT_STALE);
    }

    private static Optional<Reason> reasonOf(TestAuthorizer authorizer, TestTokens token, Doing doing) {
        authorizer.introduce(AccessRequest.of(new Target.OfService("api"), "GET", RequestPath.read("/request"))
                .withToken(token.bearer()));
        authorizer.ask(TestEvents.event(EventKind.REST_REQUEST, doing));
        return authorizer.reason();
    }

    private static TestAuthorizer keepingFresh(int ttl) {
        return keeping(
                EventKind.REST_REQUEST, ttl, "method.request.header.Authorization,context.httpMethod,context.path");
    }

    @Test
    void trouble_is_not_kept() {
        TestAuthorizer authorizer = keeping(EventKind.REST_TOKEN, 20, "");
        authorizer.snapshot = Optional.empty();

        Reply reply = authorizer.ask(TestEvents.event(EventKind.REST_TOKEN, read()));

        assertThat(reply.failure())
                .hasValueSatisfying(message -> assertThat(message).startsWith("cordon: no answer that may be kept"));
    }

    @Test
    void a_certificate_is_never_part_of_a_kept_answer() {
        TestAuthorizer authorizer = keepingFresh(10);
        Doing with = new Doing(
                "GET",
                "/request",
                "/request",
                read().authorization(),
                Optional.empty(),
                "192.0.2.1",
                Optional.of(Certificates.pem("orders")));

        authorizer.ask(TestEvents.event(EventKind.REST_REQUEST, with));

        assertThat(authorizer.reason()).contains(Reason.REQUEST_UNREADABLE);
    }

    @Test
    void a_service_with_path_parameters_fits_no_answer_for_a_whole_api() {
        TestAuthorizer authorizer = keeping(EventKind.REST_TOKEN, 10, "");
        String token = token("items", "list").bearer().reveal();
        byte[] event = new String(
                        TestEvents.event(EventKind.REST_TOKEN, TestEvents.doing("GET", "/items", token)),
                        StandardCharsets.UTF_8)
                .replace("/test/", "/items/")
                .getBytes(StandardCharsets.UTF_8);

        authorizer.ask(event);

        assertThat(authorizer.recorded().subject().why().get(0).finding())
                .contains("`GET /items/{id}` has a path parameter")
                .contains("context.path");
    }

    @Test
    void a_route_of_all_methods_does_not_hold_the_method_for_the_key() {
        TestAuthorizer authorizer =
                keeping(EventKind.HTTP_2, 10, "$request.header.Authorization,$context.routeKey,$context.path");
        String any = new String(TestEvents.event(EventKind.HTTP_2, read()), StandardCharsets.UTF_8)
                .replace("\"GET /request\"", "\"ANY /request\"");

        authorizer.ask(TestEvents.event(EventKind.HTTP_2, read()));
        assertThat(authorizer.reason()).isEmpty();
        authorizer.ask(any.getBytes(StandardCharsets.UTF_8));
        assertThat(authorizer.reason()).contains(Reason.REQUEST_UNREADABLE);
    }

    @Test
    void what_cannot_be_kept_safely_is_refused_when_it_is_configured() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Caching.kept(10, EventKind.REST_REQUEST, "context.path,context.httpMethod"))
                .withMessageContaining("`Authorization`");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Caching.kept(10, EventKind.REST_REQUEST, "Authorization"))
                .withMessageContaining("is no identity source");
        assertThatIllegalArgumentException().isThrownBy(() -> Caching.kept(10, EventKind.WEBSOCKET, "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> Caching.kept(3600, EventKind.REST_TOKEN, ""));
        Caching whole = Caching.kept(10, EventKind.HTTP_2, "$request.header.Authorization,$context.routeKey");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Set.of(EventKind.HTTP_2), whole, new Wording(true, false)))
                .withMessageContaining("$context.path");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        settings(EnumSet.of(EventKind.HTTP_2, EventKind.HTTP_1), whole, new Wording(false, false)));
    }
}
