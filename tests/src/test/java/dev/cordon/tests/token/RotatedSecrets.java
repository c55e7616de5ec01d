package dev.cordon.tests.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.credential.ClientSecret;
import dev.cordon.credential.Credential;
import dev.cordon.lifecycle.Disposition;
import dev.cordon.lifecycle.Lifecycle;
import dev.cordon.lifecycle.LifecycleRules;
import dev.cordon.lifecycle.Retirement;
import dev.cordon.mesh.store.EmbeddedStore;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Rotation;
import dev.cordon.policy.ServiceName;
import dev.cordon.registry.ServiceEvent;
import dev.cordon.rotation.CredentialLife;
import dev.cordon.rotation.CredentialTrial;
import dev.cordon.rotation.Generation;
import dev.cordon.rotation.GenerationState;
import dev.cordon.rotation.RotationTerms;
import dev.cordon.rotation.Rotations;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The secrets of web-bff, which deploys replace. The clock that this goes by is in the past and stands still but for
 * {@link #endGrace}. One thread deploys; any may look which secret is given.
 */
final class RotatedSecrets {

    private static final Duration GRACE = Duration.ofHours(1);
    private static final RotationTerms TERMS =
            new RotationTerms(GRACE, Duration.ofSeconds(30), 12, Duration.ofSeconds(2), Duration.ofMinutes(5));
    private static final Environment HERE = new Environment("production");
    private static final String PIPELINE = "pipeline";
    private static final ServiceName SERVICE = new ServiceName("web-bff");

    private final EmbeddedStore store;
    private final Rotations rotations;
    private final Lifecycle lifecycle;
    private final List<ClientSecret> all = new ArrayList<>();
    private volatile Instant now;

    /** A secret that the service was given. */
    record Given(long generation, ClientSecret secret) {}

    private static final class EachDeploy implements LifecycleRules {

        @Override
        public Environment environment() {
            return HERE;
        }

        @Override
        public boolean trusts(String source) {
            return source.equals(PIPELINE);
        }

        @Override
        public Optional<Rotation> rotation(ServiceName service) {
            return Optional.of(new Rotation(Optional.empty(), Optional.empty(), GRACE));
        }
    }

    /** @param rotations how many there are at most: the clock starts so far in the past */
    RotatedSecrets(EmbeddedStore store, CredentialTrial trial, int rotations) {
        this.store = store;
        this.now = Instant.now().minus(GRACE.multipliedBy(2L * rotations));
        this.rotations = new Rotations(
                new Rotations.Parts(
                        store.rotations(),
                        store.credentials(),
                        store.secrets(),
                        store.revocations(),
                        trial,
                        service -> false),
                TERMS,
                () -> now,
                new SecureRandom());
        Retirement retirement = new Retirement(
                new Retirement.Stores(store.credentials(), store.apiKeys(), store.revocations()), notice -> {});
        this.lifecycle = new Lifecycle(
                new Lifecycle.Parts(store.registry(), store.credentials(), this.rotations, retirement),
                new EachDeploy(),
                () -> now);
    }

    /** A deploy, and all that follows from it at once. */
    void deploy() throws Exception {
        now = now.plusSeconds(1);
        long next = all.size();
        String revision = String.valueOf(next);
        assertThat(lifecycle.take(new ServiceEvent(
                        ServiceEvent.Kind.DEPLOYED,
                        SERVICE,
                        HERE,
                        ServiceEvent.Details.running(revision),
                        new ServiceEvent.Origin(PIPELINE, revision, now))))
                .isEqualTo(Disposition.TAKEN);
        CredentialLife life = work();
        assertThat(life.in(GenerationState.CURRENT).map(Generation::number))
                .as(life.toString())
                .contains(next);
        all.add(given().secret());
    }

    /** Goes past the grace of the secret before, which is over and done with then. */
    void endGrace() throws Exception {
        now = now.plus(GRACE);
        work();
        now = now.plus(TERMS.errand());
        work();
    }

    private CredentialLife work() throws Exception {
        int unused = rotations.work(1);
        return store.rotations().of(SERVICE);
    }

    /** What the service is given now. */
    Given given() throws Exception {
        Credential.Id id = store.secrets().given(SERVICE).orElseThrow();
        return new Given(id.generation(), store.secrets().read(id).orElseThrow());
    }

    /** The generation that the last deploy made. For the thread that deploys. */
    int generation() {
        return all.size() - 1;
    }

    /** All secrets that the service was given, the last one last. For the thread that deploys. */
    List<ClientSecret> all() {
        return List.copyOf(all);
    }
}
