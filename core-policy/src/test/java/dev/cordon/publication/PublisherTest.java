package dev.cordon.publication;

import static dev.cordon.publication.Fixtures.EXPECTED;
import static dev.cordon.publication.Fixtures.FIRST_ISSUER;
import static dev.cordon.publication.Fixtures.NOW;
import static dev.cordon.publication.Fixtures.SECOND_ISSUER;
import static dev.cordon.publication.ObjectStore.BUNDLE;
import static dev.cordon.publication.ObjectStore.ISSUER_KEYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.decision.Moment;
import dev.cordon.document.Bundle;
import dev.cordon.document.BundleExpectations;
import dev.cordon.document.Edition;
import dev.cordon.policy.Environment;
import dev.cordon.policy.PolicyName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class PublisherTest {

    private final InMemoryObjectStore objects = new InMemoryObjectStore();
    private final InMemoryHeadStore heads = new InMemoryHeadStore();
    private final Publisher publisher = new Publisher(objects, heads, EXPECTED);

    private String refused(byte[] bundle) throws Exception {
        Optional<Head> head = heads.read();
        Optional<byte[]> object = objects.bytes(BUNDLE);
        Outcome outcome = publisher.publishBundle(bundle, NOW);
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(heads.read()).as("nothing was changed").isEqualTo(head);
        assertThat(objects.bytes(BUNDLE)).as("nothing was changed").isEqualTo(object);
        String why = ((Outcome.Refused) outcome).why();
        assertThat(why).matches("[a-z].*").doesNotContain("\n");
        return why;
    }

    @Test
    void what_is_published_is_what_enforcement_points_load() throws Exception {
        assertThat(publisher.publishBundle(Fixtures.bundle(5, "orders"), NOW)).isEqualTo(new Outcome.Published(5));
        assertThat(publisher.publishKeys(Fixtures.keys(3, FIRST_ISSUER), NOW)).isEqualTo(new Outcome.Published(3));
        assertThat(heads.read()).contains(new Head(5, 3, 0, 0, 0));

        StoredSnapshots source = new StoredSnapshots(objects, heads, EXPECTED, () -> new Moment(NOW, 0));
        source.refresh();
        assertThat(source.current().orElseThrow().revisions().policy().sequence())
                .isEqualTo(5);

        publisher.publishBundle(Fixtures.bundle(6, "warehouse"), NOW);
        publisher.publishKeys(Fixtures.keys(4, SECOND_ISSUER), NOW);
        source.refresh();
        assertThat(source.current().orElseThrow().revisions().policy().sequence())
                .isEqualTo(6);
    }

    @Test
    void other_numbers_of_the_head_are_left_alone() throws Exception {
        heads.plant(Optional.of(new Head(4, 3, 9, 2, 8)));
        publisher.publishBundle(Fixtures.bundle(5, "orders"), NOW);
        publisher.publishKeys(Fixtures.keys(7, FIRST_ISSUER), NOW);

        assertThat(heads.read()).contains(new Head(5, 7, 9, 2, 8));
    }

    @Test
    void the_same_bytes_again_change_nothing() throws Exception {
        byte[] bundle = Fixtures.bundle(5, "orders");
        publisher.publishBundle(bundle, NOW);

        assertThat(publisher.publishBundle(bundle, NOW)).isEqualTo(new Outcome.AlreadyPublished(5));
    }

    @Test
    void what_enforcement_points_would_refuse_is_not_published() throws Exception {
        Edition edition = new Edition(new Environment("production"), 5, Fixtures.BUNDLE_END);
        Edition elsewhere = new Edition(new Environment("staging"), 5, Fixtures.BUNDLE_END);

        assertThat(refused(Bundle.sign(Fixtures.policy("orders"), edition, Fixtures.OTHER_KEY)))
                .contains("no pinned key");
        assertThat(refused(Bundle.unsigned(Fixtures.policy("orders"), edition))).contains("not signed");
        assertThat(refused(Bundle.sign(Fixtures.policy("orders"), elsewhere, Fixtures.KEY)))
                .contains("for environment `staging`");
        assertThat(refused(Fixtures.bundle(1, "orders"))).contains("below `2`");
        assertThat(refused("garbage".getBytes(StandardCharsets.UTF_8))).contains("no bundle");
        assertThat(refused(Fixtures.keys(5, FIRST_ISSUER))).contains("no pinned key signed this bundle");
        assertThat(publisher.publishBundle(Fixtures.bundle(5, "orders"), Fixtures.BUNDLE_END))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(publisher.publishKeys(Fixtures.bundle(5, "orders"), NOW)).isInstanceOf(Outcome.Refused.class);
        assertThat(publisher.publishKeys(Fixtures.keys(0, FIRST_ISSUER), NOW))
                .isEqualTo(new Outcome.Refused("what is published has a sequence from `1` on: make it anew with one"));
    }

    @Test
    void a_sequence_that_is_not_above_the_published_one_is_refused() throws Exception {
        publisher.publishBundle(Fixtures.bundle(5, "orders"), NOW);

        assertThat(refused(Fixtures.bundle(4, "orders")))
                .isEqualTo(
                        "sequence `5` is published, and this bundle has `4`: make it anew with a sequence above `5`");
        assertThat(refused(Fixtures.bundle(5, "warehouse"))).contains("another bundle was published", "a higher one");
    }

    @Test
    void a_published_object_that_was_lost_or_spoilt_is_not_replaced_under_the_same_sequence() throws Exception {
        byte[] bundle = Fixtures.bundle(5, "orders");
        publisher.publishBundle(bundle, NOW);
        objects.remove(BUNDLE);
        assertThat(refused(bundle)).contains("higher");
        objects.plant(BUNDLE, "garbage".getBytes(StandardCharsets.UTF_8));
        assertThat(refused(bundle)).contains("higher");

        assertThat(publisher.publishBundle(Fixtures.bundle(6, "orders"), NOW)).isEqualTo(new Outcome.Published(6));
    }

    @Test
    void a_publication_that_broke_off_before_the_head_is_finished_by_the_same_call() throws Exception {
        byte[] bundle = Fixtures.bundle(5, "orders");
        objects.outage().losesAnswers();
        assertThatThrownBy(() -> publisher.publishBundle(bundle, NOW)).isInstanceOf(StoreUnavailableException.class);
        assertThat(heads.read()).isEmpty();
        objects.outage().ends();

        assertThat(publisher.publishBundle(bundle, NOW)).isEqualTo(new Outcome.Published(5));
        assertThat(heads.read()).contains(new Head(5, 0, 0, 0, 0));
    }

    @Test
    void a_publication_whose_last_answer_was_lost_is_known_to_be_done() throws Exception {
        byte[] bundle = Fixtures.bundle(5, "orders");
        heads.outage().losesAnswers();
        assertThatThrownBy(() -> publisher.publishBundle(bundle, NOW)).isInstanceOf(StoreUnavailableException.class);
        heads.outage().ends();

        assertThat(publisher.publishBundle(bundle, NOW)).isEqualTo(new Outcome.AlreadyPublished(5));
    }

    @Test
    void over_one_that_broke_off_a_higher_one_is_published_and_no_other() throws Exception {
        objects.plant(BUNDLE, Fixtures.bundle(6, "orders"));
        heads.plant(Optional.of(new Head(5, 0, 0, 0, 0)));

        assertThat(refused(Fixtures.bundle(6, "warehouse"))).contains("sequence `6` lies there", "finish it");
        heads.plant(Optional.of(new Head(4, 0, 0, 0, 0)));
        assertThat(refused(Fixtures.bundle(5, "warehouse"))).contains("sequence `6` lies there");
        assertThat(publisher.publishBundle(Fixtures.bundle(7, "warehouse"), NOW))
                .isEqualTo(new Outcome.Published(7));
    }

    @Test
    void what_is_of_another_policy_or_environment_is_not_overwritten() throws Exception {
        publisher.publishBundle(Fixtures.bundle(5, "orders"), NOW);
        publisher.publishKeys(Fixtures.keys(5, FIRST_ISSUER), NOW);
        BundleExpectations staging =
                new BundleExpectations(EXPECTED.trust(), new PolicyName("shop"), new Environment("staging"), 0);
        byte[] bundle = Bundle.sign(
                Fixtures.policy("orders"),
                new Edition(new Environment("staging"), 9, Fixtures.BUNDLE_END),
                Fixtures.KEY);

        assertThat(new Publisher(objects, heads, staging).publishBundle(bundle, NOW))
                .isEqualTo(new Outcome.Refused("the bundle that lies there is of policy `shop` for `production`:"
                        + " publish to another place, or remove it where it does not belong"));
        assertThat(heads.read()).contains(new Head(5, 5, 0, 0, 0));
    }

    @Test
    void what_no_enforcement_point_can_have_loaded_is_overwritten() throws Exception {
        objects.plant(BUNDLE, "garbage".getBytes(StandardCharsets.UTF_8));
        objects.plant(ISSUER_KEYS, new byte[0]);

        assertThat(publisher.publishBundle(Fixtures.bundle(5, "orders"), NOW)).isEqualTo(new Outcome.Published(5));
        assertThat(publisher.publishKeys(Fixtures.keys(5, FIRST_ISSUER), NOW)).isEqualTo(new Outcome.Published(5));
    }

    @Test
    void an_older_object_in_place_of_the_published_one_is_not_taken_for_it() throws Exception {
        byte[] old = Fixtures.bundle(5, "orders");
        publisher.publishBundle(old, NOW);
        publisher.publishBundle(Fixtures.bundle(6, "orders"), NOW);
        objects.plant(BUNDLE, old);

        assertThat(refused(old)).contains("sequence `6` is published");
    }

    @Test
    void a_publisher_that_is_overtaken_between_its_steps_looks_again() throws Exception {
        byte[] bundle = Fixtures.bundle(5, "orders");
        Publisher keys = new Publisher(objects, heads, EXPECTED);
        byte[] document = Fixtures.keys(3, FIRST_ISSUER);
        objects.beforeReads(name -> {
            objects.beforeReads(any -> {});
            publish(keys, document);
        });

        assertThat(publisher.publishBundle(bundle, NOW)).isEqualTo(new Outcome.Published(5));
        assertThat(heads.read()).contains(new Head(5, 3, 0, 0, 0));
    }

    private static void publish(Publisher publisher, byte[] keys) {
        try {
            publisher.publishKeys(keys, NOW);
        } catch (StoreUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_store_that_is_down_is_said_so() {
        heads.outage().begins();

        assertThatThrownBy(() -> publisher.publishBundle(Fixtures.bundle(5, "orders"), NOW))
                .isInstanceOf(StoreUnavailableException.class);
        assertThat(objects.bytes(BUNDLE)).isEmpty();
    }

    @Test
    void of_many_publishers_at_once_none_undoes_another_and_a_sequence_has_one_content() throws Exception {
        for (int round = 0; round < 20; round++) {
            InMemoryObjectStore shared = new InMemoryObjectStore();
            InMemoryHeadStore head = new InMemoryHeadStore();
            List<byte[]> bundles = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                bundles.add(Fixtures.bundle(5 + i / 2, i % 2 == 0 ? "orders" : "warehouse"));
            }
            List<Outcome> outcomes = new ArrayList<>();
            ExecutorService threads = Executors.newFixedThreadPool(8);
            try {
                List<Callable<Outcome>> publications = new ArrayList<>();
                bundles.forEach(bundle ->
                        publications.add(() -> new Publisher(shared, head, EXPECTED).publishBundle(bundle, NOW)));
                for (Future<Outcome> publication : threads.invokeAll(publications)) {
                    outcomes.add(publication.get());
                }
            } finally {
                threads.shutdownNow();
            }

            List<byte[]> highest = new ArrayList<>();
            for (int i = 0; i < 8; i += 2) {
                boolean first = outcomes.get(i) instanceof Outcome.Published;
                boolean second = outcomes.get(i + 1) instanceof Outcome.Published;
                assertThat(first && second).as("sequence %d", 5 + i / 2).isFalse();
                if (i == 6) {
                    assertThat(first || second)
                            .as("the highest one is published")
                            .isTrue();
                    highest.add(bundles.get(first ? i : i + 1));
                }
            }
            assertThat(head.read()).contains(new Head(8, 0, 0, 0, 0));
            assertThat(shared.bytes(BUNDLE).orElseThrow()).isEqualTo(highest.get(0));
        }
    }
}
