package dev.cordon.aws.authorizer;

import static dev.cordon.aws.authorizer.SmallApi.policy;
import static dev.cordon.aws.authorizer.SmallApi.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.aws.authorizer.AuthorizerSettings.Wording;
import dev.cordon.aws.event.EventKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class UnseenTest {

    private static final Wording POLICIES = new Wording(false, false);

    private static List<String> findings(Set<EventKind> kinds, Caching caching) {
        return Unseen.findings(policy(), settings(kinds, caching, POLICIES));
    }

    @Test
    void a_token_authorizer_sees_neither_address_nor_certificate() {
        assertThat(findings(Set.of(EventKind.REST_TOKEN), Caching.none()))
                .containsExactly(
                        "every call of service `api` by flow `near` is denied: it needs the caller's address, which a"
                                + " `rest-token` authorizer is never shown: use `rest-request`",
                        "every call of service `safe` is denied: its segment `vault` asks for a client certificate,"
                                + " which a `rest-token` authorizer is never shown: use `rest-request`");
    }

    @Test
    void an_authorizer_that_is_attached_as_another_kind_too_may_see_them_there() {
        assertThat(findings(EnumSet.of(EventKind.REST_TOKEN, EventKind.REST_REQUEST), Caching.none()))
                .isEmpty();
        assertThat(findings(Set.of(EventKind.HTTP_2), Caching.none())).isEmpty();
    }

    @Test
    void an_answer_that_is_kept_can_depend_on_no_certificate_and_count_nothing() {
        Caching kept = Caching.kept(
                60,
                EventKind.REST_REQUEST,
                "method.request.header.Authorization,context.httpMethod,context.path,context.identity.sourceIp");

        assertThat(findings(Set.of(EventKind.REST_REQUEST), kept))
                .containsExactly(
                        "every call of service `api` by flow `often` is denied: it needs its calls counted, which an"
                                + " answer that is kept can't depend on: set the authorizer's time to live to 0",
                        "every call of service `safe` is denied: its segment `vault` asks for a client certificate,"
                                + " which an answer that is kept can't depend on: set the authorizer's time to live to 0");
    }

    @Test
    void an_address_that_is_no_part_of_the_key_does_not_count() {
        Caching kept = Caching.kept(
                60, EventKind.REST_REQUEST, "method.request.header.Authorization,context.httpMethod,context.path");

        assertThat(findings(Set.of(EventKind.REST_REQUEST), kept))
                .anyMatch(line -> line.startsWith("every call of service `api` by flow `near` is denied"));
    }
}
