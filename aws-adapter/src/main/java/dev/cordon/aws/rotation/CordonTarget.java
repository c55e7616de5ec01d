package dev.cordon.aws.rotation;

import dev.cordon.aws.rotation.RotatedSecrets.Described;
import dev.cordon.credential.ClientSecret;
import dev.cordon.credential.Credential;
import dev.cordon.credential.CredentialLedgerUnavailableException;
import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.Json;
import dev.cordon.entry.GivenSecretText;
import dev.cordon.policy.ServiceName;
import dev.cordon.rotation.CredentialLife;
import dev.cordon.rotation.Generation;
import dev.cordon.rotation.GenerationState;
import dev.cordon.rotation.LifeEvent;
import dev.cordon.rotation.RotationJournal;
import dev.cordon.rotation.RotationJournalUnavailableException;
import dev.cordon.rotation.Rotations;
import dev.cordon.rotation.SecretVault;
import dev.cordon.rotation.SecretVaultUnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What Cordon keeps in Secrets Manager: a rotation that is asked for there is one of the journal like every other, and
 * the version that comes is a copy of its generation's. So whoever is faster, this or the schedule, the same is done,
 * and all that is known of a rotation stands in the journal.
 */
public final class CordonTarget implements SecretTarget {

    private static final int AT_ONCE = 25;
    private static final int ROUNDS = 16;
    private static final String LABEL = "cordon-";

    private final RotatedSecrets secrets;
    private final SecretVault vault;
    private final RotationJournal journal;
    private final Rotations rotations;
    private final String prefix;

    /**
     * Over those stores.
     *
     * @param rotations does the work
     * @param prefix what the names of services' secrets begin with
     */
    public CordonTarget(
            RotatedSecrets secrets, SecretVault vault, RotationJournal journal, Rotations rotations, String prefix) {
        this.secrets = secrets;
        this.vault = vault;
        this.journal = journal;
        this.rotations = rotations;
        this.prefix = prefix;
    }

    @Override
    public boolean takes(String secret) {
        return secret.startsWith(prefix);
    }

    private ServiceName service(Rotation rotation) throws RotationRefusedException {
        try {
            return new ServiceName(rotation.secret().substring(prefix.length()));
        } catch (IllegalArgumentException e) {
            throw new RotationRefusedException("secret `" + rotation.secret() + "` is no service's");
        }
    }

    /** An operation that a store may not answer. */
    private interface Step<T> {
        T run()
                throws RotationJournalUnavailableException, CredentialLedgerUnavailableException,
                        SecretVaultUnavailableException;
    }

    private static <T> T answered(Step<T> step) throws RotationRefusedException {
        try {
            return step.run();
        } catch (RotationJournalUnavailableException
                | CredentialLedgerUnavailableException
                | SecretVaultUnavailableException e) {
            throw new RotationRefusedException(String.valueOf(e.getMessage()));
        }
    }

    /** Asked for again it is the same request, which the journal takes once. */
    @Override
    public String make(Rotation rotation, Optional<String> current) throws RotationRefusedException {
        ServiceName service = service(rotation);
        LifeEvent.Request request = new LifeEvent.Request(rotation.askedAt(), rotation.id());
        CredentialLife life = answered(() ->
                rotations.take(service, new LifeEvent.Wanted(request, LifeEvent.Cause.DEMANDED, Optional.empty())));
        if (life.order().retiredAt().isPresent()) {
            throw new RotationRefusedException("service `" + service + "` is retired: its secret is not rotated");
        }
        Generation wanted = wanted(life, service);
        Generation kept = worked(service, wanted.number(), GenerationState.PLANNED);
        Credential.Id id = new Credential.Id(service, kept.number());
        ClientSecret secret = answered(() -> vault.read(id))
                .orElseThrow(() -> new RotationRefusedException(
                        "generation " + kept.number() + " of service `" + service + "` has no secret any more"));
        return GivenSecretText.write(id, secret);
    }

    /** The one that is on its way, or else the one in use: somebody may have done all the work already. */
    private static Generation wanted(CredentialLife life, ServiceName service) throws RotationRefusedException {
        List<Generation> all = life.generations();
        return all.stream()
                .filter(one -> one.state().isUnderway() || one.state() == GenerationState.PARKED)
                .findFirst()
                .or(() -> life.in(GenerationState.CURRENT))
                .orElseThrow(() -> new RotationRefusedException("service `" + service + "` has no secret to rotate"));
    }

    /** Works until a generation has left those states. */
    private Generation worked(ServiceName service, long number, GenerationState... left)
            throws RotationRefusedException {
        for (int round = 0; round < ROUNDS; round++) {
            Generation now = generation(service, number);
            if (now.state() == GenerationState.PARKED) {
                throw new RotationRefusedException("the rotation of service `" + service + "` was given up: "
                        + now.work().problem().orElse("look into the log") + "; mend that, then retry it");
            }
            if (!List.of(left).contains(now.state())) {
                return now;
            }
            int steps = answered(() -> rotations.work(AT_ONCE));
            if (steps == 0) {
                break;
            }
        }
        throw new RotationRefusedException(
                "generation " + number + " of service `" + service
                        + "` waits: for the grace of the one before, for the next try of a step, or for the end of a quarantine");
    }

    private Generation generation(ServiceName service, long number) throws RotationRefusedException {
        return find(service, number)
                .orElseThrow(() -> new RotationRefusedException("generation " + number + " of service `" + service
                        + "` is over: the rotation was overtaken, and the next one begins anew"));
    }

    /** Empty where it is over, or another one has taken its place. */
    private Optional<Generation> find(ServiceName service, long number) throws RotationRefusedException {
        return answered(() -> journal.of(service)).generations().stream()
                .filter(one -> one.number() == number
                        && one.state() != GenerationState.REVOKED
                        && one.state() != GenerationState.PREVIOUS)
                .findFirst();
    }

    @Override
    public void set(Rotation rotation, Values values) throws RotationRefusedException {
        Object unused = underway(rotation, values, GenerationState.PLANNED);
    }

    @Override
    public void test(Rotation rotation, Values values) throws RotationRefusedException {
        Object unused = underway(rotation, values, GenerationState.PLANNED, GenerationState.STAGED);
    }

    private Generation underway(Rotation rotation, Values values, GenerationState... left)
            throws RotationRefusedException {
        long number = number(values);
        ServiceName service = service(rotation);
        try {
            return worked(service, number, left);
        } catch (RotationRefusedException e) {
            if (find(service, number).isEmpty()) {
                // else Secrets Manager would wait for this one for ever
                letGo(rotation);
            }
            throw e;
        }
    }

    private void letGo(Rotation rotation) throws RotationRefusedException {
        if (secrets.describe(rotation.secret()).has(rotation.id(), RotatedSecrets.PENDING)) {
            secrets.move(rotation.secret(), RotatedSecrets.PENDING, Optional.of(rotation.id()), Optional.empty());
        }
    }

    private static long number(Values values) throws RotationRefusedException {
        try {
            byte[] utf8 = values.pending().getBytes(StandardCharsets.UTF_8);
            if (Json.parse(utf8) instanceof Json.Members members
                    && members.map().get("generation") instanceof Json.Text text) {
                return Long.parseLong(text.value());
            }
        } catch (InvalidDocumentException | NumberFormatException e) {
            // said below; what it quotes may be secret
        }
        throw new RotationRefusedException("the version that is pending is not as Cordon wrote it: take its label"
                + " AWSPENDING away, and rotate again");
    }

    /** The generation is found by its label: that goes to the version which becomes current. */
    @Override
    public void finishing(Rotation rotation, Values values) throws RotationRefusedException {
        Generation done =
                underway(rotation, values, GenerationState.PLANNED, GenerationState.STAGED, GenerationState.TESTED);
        Described secret = secrets.describe(rotation.secret());
        Optional<String> from = secret.at(LABEL + done.number());
        if (from.isPresent() && !from.get().equals(rotation.id())) {
            secrets.move(rotation.secret(), LABEL + done.number(), from, Optional.of(rotation.id()));
        }
    }

    /**
     * Secrets Manager has the copy as the one before: that is the one of the generation before, or none. Where another
     * rotation came in between, its generation is given.
     */
    @Override
    public void finished(Rotation rotation) throws RotationRefusedException {
        ServiceName service = service(rotation);
        CredentialLife life = answered(() -> journal.of(service));
        Optional<Generation> current = life.in(GenerationState.CURRENT);
        if (current.isPresent()) {
            Credential.Id id = new Credential.Id(service, current.get().number());
            Object unused = answered(() -> vault.give(id));
        }
        Optional<Generation> before = life.in(GenerationState.PREVIOUS);
        Described secret = secrets.describe(rotation.secret());
        Optional<String> is = secret.at(RotatedSecrets.PREVIOUS);
        Optional<String> due = before.flatMap(one -> secret.at(LABEL + one.number()));
        if (!is.equals(due)) {
            secrets.move(rotation.secret(), RotatedSecrets.PREVIOUS, is, due);
        }
    }
}
