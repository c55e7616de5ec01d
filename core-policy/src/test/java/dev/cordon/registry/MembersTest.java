package dev.cordon.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cordon.policy.Membership;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Service;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.Tag;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.Trust;
import dev.cordon.policy.WorkloadIdentity.SpiffeId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MembersTest {

    private static final Membership FRONT =
            new Membership(List.of("prod", "stage"), List.of(tag("team=front"), tag("tier=1")), Optional.empty());
    private static final Membership BACK =
            new Membership(List.of(), List.of(), Optional.of("spiffe://shop.example/back/*"));
    private static final Policy POLICY = new TestPolicy()
            .segment("front", Trust.PUBLIC)
            .segment("back", Trust.INTERNAL)
            .segment("other", Trust.INTERNAL)
            .taking("front", FRONT)
            .taking("back", BACK)
            .caller("web", "front")
            .service("api", "back", "api.example", "GET /")
            .flow("all", "front", "back")
            .build();

    private static Tag tag(String text) {
        return Tag.parse(text).orElseThrow();
    }

    private static Workload workload(String account, String spiffe, String... tags) {
        return new Workload(
                Optional.ofNullable(account),
                Stream.of(tags).map(MembersTest::tag).collect(Collectors.toSet()),
                Optional.ofNullable(spiffe).map(SpiffeId::new));
    }

    private static String segment(Workload workload) {
        return Members.segmentOf(POLICY, workload)
                .map(segment -> segment.name().text())
                .orElse("held");
    }

    @Test
    void tags_count_all_of_them_and_only_in_accounts_that_are_listed() {
        assertThat(segment(workload("prod", null, "team=front", "tier=1", "more=x")))
                .isEqualTo("front");
        assertThat(segment(workload("stage", null, "tier=1", "team=front"))).isEqualTo("front");
        assertThat(segment(workload("mine", null, "team=front", "tier=1"))).isEqualTo("held");
        assertThat(segment(workload(null, null, "team=front", "tier=1"))).isEqualTo("held");
        assertThat(segment(workload("prod", null, "team=front"))).isEqualTo("held");
        assertThat(segment(workload("prod", null, "team=front", "tier=10"))).isEqualTo("held");
    }

    @Test
    void an_identity_counts_by_its_beginning_a_whole_part_at_a_time() {
        assertThat(segment(workload(null, "spiffe://shop.example/back/a"))).isEqualTo("back");
        assertThat(segment(workload("any", "spiffe://shop.example/back/a/b"))).isEqualTo("back");
        assertThat(segment(workload(null, "spiffe://shop.example/back"))).isEqualTo("held");
        assertThat(segment(workload(null, "spiffe://shop.example/backdoor/a"))).isEqualTo("held");
        assertThat(segment(workload(null, "spiffe://evil.example/back/a"))).isEqualTo("held");
        assertThat(segment(workload("prod", null))).isEqualTo("held");
    }

    @Test
    void one_that_two_segments_take_is_held_and_it_is_said_why() {
        Workload both = workload("prod", "spiffe://shop.example/back/a", "team=front", "tier=1");

        assertThat(segment(both)).isEqualTo("held");
        assertThat(Members.whyHeld(POLICY, Optional.of(both))).contains("more than one segment", "`front`", "`back`");
        assertThat(Members.whyHeld(POLICY, Optional.empty())).isEqualTo("no segment of the policy has it");
        assertThat(Members.admitted(POLICY, Map.of(new ServiceName("new"), both)))
                .isSameAs(POLICY);
    }

    @Test
    void who_is_admitted_calls_and_is_called_by_nobody_and_who_is_named_stays_where_it_is() {
        Map<ServiceName, Workload> told = new HashMap<>(Map.of(
                new ServiceName("new"), workload("prod", null, "team=front", "tier=1"),
                new ServiceName("api"), workload("prod", null, "team=front", "tier=1"),
                new ServiceName("alone"), workload("prod", null)));

        Policy admitted = Members.admitted(POLICY, told);

        assertThat(admitted.services()).hasSize(3).containsAll(POLICY.services());
        Service one = admitted.services().get(2);
        assertThat(one.name().text()).isEqualTo("new");
        assertThat(one.segment().text()).isEqualTo("front");
        assertThat(one.hosts()).isEmpty();
        assertThat(one.operations()).isEmpty();
        assertThat(Members.admitted(POLICY, Map.of())).isSameAs(POLICY);
    }

    @Test
    void one_whose_name_is_anothers_keeps_no_other_out() {
        Map<ServiceName, Workload> told = new HashMap<>();
        for (String name : List.of("a", "back", "c", "d", "front", "other", "z")) {
            told.put(new ServiceName(name), workload(null, "spiffe://shop.example/back/" + name));
        }

        assertThat(Members.admitted(POLICY, told).services())
                .extracting(service -> service.name().text())
                .containsExactly("web", "api", "a", "c", "d", "z");
        assertThat(Members.whyHeld(POLICY, Optional.of(told.get(new ServiceName("front")))))
                .contains("its name or identity is another's");
    }

    @Test
    void nobody_takes_the_identity_of_another() {
        SpiffeId named = new SpiffeId("spiffe://shop.example/api");
        Workload posing =
                new Workload(Optional.of("prod"), Set.of(tag("team=front"), tag("tier=1")), Optional.of(named));
        assertThat(POLICY.services()).anyMatch(service -> service.identities().contains(named));
        assertThat(Members.admitted(POLICY, Map.of(new ServiceName("kiosk"), posing))
                        .services())
                .hasSameElementsAs(POLICY.services());
        assertThat(Members.segmentOf(POLICY, new ServiceName("kiosk"), posing)).isEmpty();

        Workload twin = workload(null, "spiffe://shop.example/back/a");
        Workload apart = workload(null, "spiffe://shop.example/back/b");
        assertThat(Members.admitted(
                                POLICY,
                                Map.of(
                                        new ServiceName("one"), twin,
                                        new ServiceName("two"), twin,
                                        new ServiceName("third"), apart))
                        .services())
                .extracting(service -> service.name().text())
                .containsExactly("web", "api", "third");
    }

    @Test
    void a_service_that_the_policy_names_is_where_that_says() {
        Workload back = workload(null, "spiffe://shop.example/back/web");
        assertThat(Members.segmentOf(POLICY, new ServiceName("web"), back)).isEmpty();
        assertThat(Members.segmentOf(POLICY, new ServiceName("new"), back)
                        .map(segment -> segment.name().text()))
                .contains("back");
    }

    @Test
    void a_membership_that_takes_everybody_or_believes_anybodys_tags_is_none() {
        List<Tag> tags = List.of(tag("team=front"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Membership(List.of("a"), List.of(), Optional.empty()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Membership(List.of(), tags, Optional.empty()));
        for (String bad : List.of("", "spiffe://shop.example/*", "spiffe://shop.example/a/**", "https://a.example/b")) {
            assertThatIllegalArgumentException()
                    .as(bad)
                    .isThrownBy(() -> new Membership(List.of("a"), tags, Optional.of(bad)));
        }
        for (String bad : List.of("", "a b", "-a", "\u00e9")) {
            assertThatIllegalArgumentException()
                    .as(bad)
                    .isThrownBy(() -> new Membership(List.of(bad), tags, Optional.empty()));
            assertThatIllegalArgumentException()
                    .as(bad)
                    .isThrownBy(() -> new Workload(Optional.of(bad), Set.of(), Optional.empty()));
        }
        for (String bad : List.of("", "a", "=b", "a=\n", "a=\u00e9")) {
            assertThat(Tag.parse(bad)).as(bad).isEmpty();
        }
        assertThat(Tag.parse("a=b=c")).contains(new Tag("a", "b=c"));
    }
}
