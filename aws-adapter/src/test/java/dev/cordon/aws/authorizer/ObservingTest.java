package dev.cordon.aws.authorizer;

import static dev.cordon.aws.authorizer.SmallApi.authorizer;
import static dev.cordon.aws.authorizer.SmallApi.read;
import static dev.cordon.aws.authorizer.SmallApi.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cordon.aws.IamPolicy;
import dev.cordon.aws.TestAuthorizer;
import dev.cordon.aws.TestAuthorizer.Reply;
import dev.cordon.aws.TestEvents;
import dev.cordon.aws.authorizer.AuthorizerSettings.Wording;
import dev.cordon.aws.event.EventKind;
import dev.cordon.decision.Reason;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An authorizer of a first roll-out: it is in no call's way, and vouches for nobody. */
final class ObservingTest {

    private static TestAuthorizer observing(Wording wording) {
        return authorizer(settings(EnumSet.allOf(EventKind.class), Caching.none(), wording)
                .observing());
    }

    private static TestAuthorizer observing() {
        return observing(new Wording(false, true));
    }

    private static String through(String resource) {
        return "{\"context\":{\"decision\":\"id-1\"},\"policyDocument\":{\"Statement\":["
                + "{\"Action\":\"execute-api:Invoke\",\"Effect\":\"Allow\",\"Resource\":[\"" + resource
                + "\"]}],\"Version\":\"2012-10-17\"},\"principalId\":\"none\"}";
    }

    @ParameterizedTest
    @EnumSource(EventKind.class)
    void a_call_that_would_be_denied_goes_on_as_nobody_s_and_is_recorded_as_denied(EventKind kind) {
        TestAuthorizer authorizer = observing();

        Reply reply = authorizer.ask(TestEvents.event(kind, TestEvents.doing("GET", "/request", "garbage")));

        assertThat(reply.text()).isEqualTo(through(TestEvents.arn(kind, read())));
        assertThat(authorizer.reason()).contains(Reason.TOKEN_MALFORMED);
        assertThat(authorizer.recorded().point().enforced()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(EventKind.class)
    void a_call_that_would_be_allowed_goes_on_as_nobody_s_too(EventKind kind) {
        TestAuthorizer authorizer = observing();

        assertThat(authorizer.ask(TestEvents.event(kind, read())).text())
                .isEqualTo(through(TestEvents.arn(kind, read())));
        assertThat(authorizer.reason()).isEmpty();
        assertThat(authorizer.recorded().point().enforced()).isFalse();
    }

    @Test
    void a_simple_answer_says_yes() {
        TestAuthorizer authorizer = observing(new Wording(true, false));

        assertThat(authorizer
                        .ask(TestEvents.event(EventKind.HTTP_2, TestEvents.doing("GET", "/request", "garbage")))
                        .text())
                .isEqualTo("{\"context\":{\"decision\":\"id-1\"},\"isAuthorized\":true}");
        assertThat(authorizer
                        .ask("{\"version\":\"2.0\",\"routeArn\":1}".getBytes(StandardCharsets.UTF_8))
                        .text())
                .isEqualTo("{\"context\":{\"decision\":\"id-1\"},\"isAuthorized\":true}");
    }

    @Test
    void an_event_that_cannot_be_read_goes_on_where_it_names_its_call() {
        TestAuthorizer authorizer = observing();
        String arn = TestEvents.arn(EventKind.REST_REQUEST, read());

        Reply reply = authorizer.ask(
                ("{\"type\":\"REQUEST\",\"methodArn\":\"" + arn + "\"}").getBytes(StandardCharsets.UTF_8));

        assertThat(reply.text()).isEqualTo(through(arn));
        assertThat(authorizer.reason()).contains(Reason.REQUEST_UNREADABLE);
    }

    @Test
    void without_a_call_there_is_nothing_to_let_through() {
        assertThat(observing().ask(new byte[] {'{'}).failure()).contains("cordon: the event can't be read");
    }

    @Test
    void without_a_policy_calls_go_on() {
        TestAuthorizer authorizer = observing();
        authorizer.snapshot = Optional.empty();

        assertThat(authorizer
                        .ask(TestEvents.event(EventKind.REST_REQUEST, read()))
                        .text())
                .contains("Allow");
        assertThat(authorizer.reason()).contains(Reason.SNAPSHOT_MISSING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/request/*", "/re?quest", "/a/${aws:username}/b", "LONG", "LONG*"})
    void a_call_that_no_policy_can_name_alone_goes_on_too(String shape) {
        String path = shape.replace("LONG", "/" + "a".repeat(600));
        TestAuthorizer authorizer = observing();

        Reply reply =
                authorizer.ask(TestEvents.event(EventKind.REST_REQUEST, TestEvents.doing("GET", path, "garbage")));

        String arn = TestEvents.arn(EventKind.REST_REQUEST, TestEvents.doing("GET", path, "garbage"));
        assertThat(IamPolicy.allows(reply.json().orElseThrow(), arn)).isTrue();
        assertThat(reply.text()).doesNotContain("?", "${");
        assertThat(authorizer.reason()).isPresent();
    }

    @Test
    void answers_of_an_observer_may_not_be_kept() {
        Caching kept = Caching.kept(
                60, EventKind.REST_REQUEST, "method.request.header.Authorization,context.httpMethod,context.path");
        AuthorizerSettings enforcing = settings(Set.of(EventKind.REST_REQUEST), kept, new Wording(false, false));

        assertThatIllegalArgumentException().isThrownBy(enforcing::observing).withMessageContaining("keep no answers");
    }

    @Test
    void a_closed_authorizer_denies_whatever_the_mode() {
        assertThat(TestAuthorizer.closed("why", new Wording(false, false))
                        .ask(TestEvents.event(EventKind.REST_REQUEST, read()))
                        .text())
                .contains("Deny");
    }
}
