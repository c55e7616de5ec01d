package dev.cordon.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PolicyTest {

    @Test
    void no_issuer_vouches() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> base().issuer("cordon", TokenKind.VOUCHED, "zone").build())
                .withMessage("issuer `cordon` can't vouch: enforcement points do");
    }

    @Test
    void no_issuer_makes_api_keys() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> base().issuer("cordon", TokenKind.API_KEY, "zone").build())
                .withMessage("issuer `cordon` can't make API keys: nobody signs them");
    }

    @Test
    void a_consistent_policy_exists() {
        assertThatCode(() -> base().flow("f", "zone", "api")
                        .forbid("no", "trust:partner", "zone")
                        .build())
                .doesNotThrowAnyException();
    }

    @Test
    void segments_and_services_share_one_namespace() {
        refused("`zone` is named twice", () -> base().caller("zone", "zone").build());
        refused(
                "`zone` is named twice",
                () -> base().segment("zone", Trust.PUBLIC).build());
        refused("`api` is named twice", () -> base().caller("api", "zone").build());
    }

    @Test
    void names_must_resolve() {
        refused("unknown segment", () -> base().caller("x", "nowhere").build());
        refused("unknown service", () -> base().flow("f", "api", "nobody").build());
        refused("unknown service", () -> base().forbid("f", "nobody", "api").build());
        refused(
                "unknown service",
                () -> base().issuer("idp", TokenKind.EXTERNAL, "nobody").build());
        refused(
                "unknown environment",
                () -> base().flow(
                                "f",
                                "api",
                                "api",
                                flow -> flow.when(new Condition.InEnvironment(List.of(new Environment("moon")))))
                        .build());
        refused(
                "unknown issuer",
                () -> base().forbid(
                                "f",
                                "api",
                                "api",
                                new Condition.Subject(new IssuerName("nobody"), List.of("clerk"), List.of()))
                        .build());
    }

    @Test
    void rules_and_issuers_are_named_once() {
        refused(
                "flow `f` is named twice",
                () -> base().flow("f", "api", "api").flow("f", "zone", "api").build());
        refused(
                "forbid `f` is named twice",
                () -> base().forbid("f", "api", "api")
                        .forbid("f", "zone", "api")
                        .build());
        refused(
                "issuer `cordon` is named twice",
                () -> base().issuer("cordon", TokenKind.SEGMENT, "api").build());
    }

    @Test
    void a_service_has_no_two_operations_of_one_shape() {
        refused(
                "has two of GET /a/{}",
                () -> base().service("x", "zone", "x.example", "GET /a/{b}", "GET /a/{c}")
                        .build());
    }

    @Test
    void services_may_share_a_host_where_their_operations_differ() {
        assertThatCode(() -> base().service("x", "zone", "api.example", "POST /orders")
                        .build())
                .doesNotThrowAnyException();
        refused(
                "has one operation twice",
                () -> base().service("x", "zone", "api.example", "GET /orders").build());
        refused("take any path", () -> base().open("x", "zone", "api.example").build());
    }

    @Test
    void a_rule_lists_only_what_its_target_offers() {
        refused(
                "that nobody offers",
                () -> base().flow("f", "api", "api", flow -> flow.operations("GET /other"))
                        .build());
        assertThatCode(() -> base().flow("f", "api", "zone", flow -> flow.operations("GET /orders"))
                        .build())
                .doesNotThrowAnyException();
    }

    @Test
    void a_flow_is_never_as_wide_as_a_trust_level() {
        refused(
                "must name a service or segment",
                () -> base().flow("f", "trust:internal", "api").build());
        refused(
                "must name a service or segment",
                () -> base().flow("f", "api", "trust:internal").build());
    }

    @Test
    void a_policy_names_its_environments_each_once() {
        Policy policy = base().build();
        Environment one = new Environment("one");

        refused("at least one environment", () -> with(policy, List.of()));
        refused("an environment is named twice", () -> with(policy, List.of(one, one)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "a b", "-a", ".a", "a/b", "\u00e9", "a\n", "\u212a"})
    void a_name_is_short_lowercase_and_ascii(String text) {
        assertThat(ServiceName.isValid(text)).isFalse();
        assertThat(SegmentName.isValid(text)).isFalse();
        assertThat(FlowId.isValid(text)).isFalse();
        assertThat(ForbidId.isValid(text)).isFalse();
        assertThat(Environment.isValid(text)).isFalse();
        assertThat(IssuerName.isValid(text)).isFalse();
        assertThat(PolicyName.isValid(text)).isFalse();
        refused("is no service name", () -> new ServiceName(text));
    }

    @Test
    void a_name_has_at_most_63_characters() {
        assertThat(ServiceName.isValid("a".repeat(63))).isTrue();
        assertThat(ServiceName.isValid("a".repeat(64))).isFalse();
    }

    @Test
    void values_out_of_range_do_not_exist() {
        refused("ttl", () -> new TokenRules(Duration.ZERO, List.of(), false));
        refused("ttl", () -> new TokenRules(Duration.ofHours(24).plusSeconds(1), List.of(), false));
        refused("ttl", () -> new TokenRules(Duration.ofMillis(1500), List.of(), false));
        refused("at least 100ms", () -> new Segment.Freshness(Duration.ofMillis(99), Duration.ofSeconds(1)));
        refused("at least refresh", () -> new Segment.Freshness(Duration.ofSeconds(2), Duration.ofSeconds(1)));
        refused(
                "whole milliseconds",
                () -> new Segment.Freshness(Duration.ofSeconds(1), Duration.ofNanos(2_000_000_001)));
        refused("7 days", () -> new Segment.Freshness(Duration.ofSeconds(1), Duration.ofDays(8)));
        refused("from 1 to", () -> new RateLimit(0, RateLimit.Per.SECOND, 1));
        refused("from 1 to", () -> new RateLimit(1, RateLimit.Per.SECOND, RateLimit.MOST + 1));
        refused("1 second", () -> new Condition.MaxTokenAge(Duration.ofMillis(1500)));
        refused("1 second", () -> new Condition.MaxTokenAge(Duration.ZERO));
        refused("at least one value", () -> new Condition.Network(List.of()));
        refused("at least one value", () -> new Condition.Device(List.of()));
        refused("at least one value", () -> new Condition.Time(List.of()));
        refused("at least one value", () -> new Condition.InEnvironment(List.of()));
        refused("roles or groups", () -> new Condition.Subject(new IssuerName("a"), List.of(), List.of()));
        refused("claim's name", () -> new Condition.Claim("", new ClaimTest.Equal(new ClaimValue.Flag(true))));
        refused("at least one value", () -> new ClaimTest.OneOf(List.of()));
        refused("each named once", () -> Operations.listed(List.of()));
        refused("43 characters", () -> new KeyThumbprint("A".repeat(42) + "B"));
        refused("is no scope", () -> new Scope("a b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders", "", "/a//b", "/a/./b", "/a/..", "/{a}b", "/{}", "/a{b}", "/{1}", "/a b", "/a;b", "/a*",
                "/%zz", "/%2f", "/\u00e9", "/a?b", "/a#b", "/a\\b"
            })
    void a_template_that_no_path_could_match_does_not_exist(String text) {
        assertThat(PathTemplate.problem(text)).isPresent();
        assertThatIllegalArgumentException().isThrownBy(() -> new PathTemplate(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a", "/a/", "/{a}", "/a/{b-c.d}/e", "/caf%C3%A9", "/a.b", "/...", "/:x@!$&'()+,="})
    void a_template_of_literals_and_whole_segment_parameters_exists(String text) {
        assertThat(PathTemplate.problem(text)).isEmpty();
        assertThat(new PathTemplate(text)).hasToString(text);
    }

    @Test
    void a_template_has_at_most_1024_characters() {
        assertThat(PathTemplate.problem("/" + "a".repeat(1023))).isEmpty();
        assertThat(PathTemplate.problem("/" + "a".repeat(1024))).isPresent();
    }

    @Test
    void templates_of_one_shape_match_the_same_paths() {
        assertThat(new PathTemplate("/a/{b}/c/{d}").shape()).isEqualTo(new PathTemplate("/a/{x}/c/{y}").shape());
        assertThat(new PathTemplate("/a/{b}").shape()).isNotEqualTo(new PathTemplate("/a/{b}/").shape());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Api.example", "api.example.", "api_example", "-a.example", "a..b", "api.example:80", "*"})
    void a_host_has_the_one_spelling_of_policies(String text) {
        assertThat(HostName.isValid(text)).isFalse();
        refused(
                "is no lowercase host name",
                () -> base().open("x", "zone", text).build());
    }

    @Test
    void a_common_name_alone_names_nobody() {
        refused("never a common name alone", () -> new WorkloadIdentity.SubjectName("CN=api"));
        refused("spiffe://", () -> new WorkloadIdentity.SpiffeId("spiffe://Shop.example/api"));
        refused("spiffe://", () -> new WorkloadIdentity.SpiffeId("spiffe://shop.example"));
        refused("spiffe://", () -> new WorkloadIdentity.SpiffeId("spiffe://shop.example/a/../b"));
        refused("no lowercase DNS name", () -> new WorkloadIdentity.DnsName("*.shop.example"));
    }

    @Test
    void the_first_host_is_the_public_url_unless_another_is_written() {
        Service api = base().build().services().get(0);

        assertThat(api.publicUrl()).contains("https://api.example");
        refused(
                "must be an origin",
                () -> new Service(
                        api.name(),
                        api.segment(),
                        api.hosts(),
                        api.operations(),
                        api.identities(),
                        Optional.of("https://api.example/?x")));
    }

    @Test
    void conditions_are_kept_in_the_order_in_which_they_are_checked() {
        Condition age = new Condition.MaxTokenAge(Duration.ofSeconds(5));
        Condition mtls = new Condition.MutualTls();
        Condition same = new Condition.SameEnvironment();

        Policy policy = base().flow("f", "api", "api", flow -> flow.when(age, same, mtls))
                .build();

        assertThat(policy.flows().get(0).when()).containsExactly(same, mtls, age);
    }

    @Test
    void a_method_has_exactly_one_spelling() {
        assertThat(Method.of("GET")).contains(Method.GET);
        assertThat(Method.of("get")).isEmpty();
        assertThat(Method.of("")).isEmpty();
        assertThat(Method.ordinalOf("TRACE")).isEqualTo(Method.TRACE.ordinal());
        assertThat(Method.ordinalOf("PURGE")).isEqualTo(-1);
    }

    private static Policy with(Policy policy, List<Environment> environments) {
        return new Policy(
                policy.name(),
                environments,
                policy.issuers(),
                policy.segments(),
                policy.services(),
                policy.flows(),
                policy.forbids());
    }

    private static TestPolicy base() {
        return new TestPolicy()
                .segment("zone", Trust.INTERNAL)
                .service("api", "zone", "api.example", "GET /orders")
                .issuer("cordon", TokenKind.SEGMENT, "zone");
    }

    private static void refused(String because, ThrowingCallable attempt) {
        assertThatIllegalArgumentException().isThrownBy(attempt).withMessageContaining(because);
    }
}
