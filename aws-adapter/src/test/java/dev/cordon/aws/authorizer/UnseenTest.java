package dev.cordon.aws.authorizer;

import static dev.cordon.aws.authorizer.SmallApi.policy;
import static dev.cordon.aws.authorizer.SmallApi.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.aws.authorizer.AuthorizerSettings.Wording;
import dev.cordon.aws.event.EventKind;
import dev.cordon.policy.Policy;
import dev.cordon.policy.RateLimit;
import dev.cordon.policy.Rates;
import dev.cordon.policy.Segment;
import dev.cordon.policy.Uncounted;
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
    void nor_can_it_where_the_segment_counts_its_calls() {
        Caching kept = Caching.kept(
                60, EventKind.REST_REQUEST, "method.request.header.Authorization,context.httpMethod,context.path");
        Segment.Limits limits =
                new Segment.Limits(Rates.together(new RateLimit(9, RateLimit.Per.SECOND, 9)), Uncounted.DENY);
        Policy free = policy();
        List<Segment> counted = free.segments().stream()
                .map(zone -> new Segment(
                        zone.name(), zone.trust(), zone.authentication(), zone.token(), zone.freshness(), limits))
                .toList();
        Policy policy = new Policy(
                free.name(),
                free.environments(),
                free.issuers(),
                counted,
                free.services(),
                free.flows(),
                free.forbids());

        assertThat(Unseen.findings(policy, settings(Set.of(EventKind.REST_REQUEST), kept, POLICIES)))
                .anyMatch(line -> line.startsWith("every call of service `api` is denied: its segment")
                        && line.contains("asks for its calls counted, which an answer that is kept can't depend on"));
        assertThat(Unseen.findings(policy, settings(Set.of(EventKind.REST_REQUEST), Caching.none(), POLICIES)))
                .isEmpty();
    }

    @Test
    void an_address_that_is_no_part_of_the_key_does_not_count() {
        Caching kept = Caching.kept(
                60, EventKind.REST_REQUEST, "method.request.header.Authorization,context.httpMethod,context.path");

        assertThat(findings(Set.of(EventKind.REST_REQUEST), kept))
                .anyMatch(line -> line.startsWith("every call of service `api` by flow `near` is denied"));
    }
}
