package dev.cordon.aws.rotation;

import dev.cordon.aws.event.UnreadableEventException;
import dev.cordon.aws.rotation.RotatedSecrets.Described;
import dev.cordon.aws.rotation.SecretTarget.Rotation;
import dev.cordon.aws.rotation.SecretTarget.Values;
import java.util.List;
import java.util.Optional;

/**
 * The four steps of a rotation. Each may come again, late or twice: what is done is not done again, and a rotation that
 * broke off goes on where it stands. Safe for use by many threads, also of several processes.
 */
public final class SecretRotation {

    private final RotatedSecrets secrets;
    private final List<SecretTarget> targets;

    /**
     * Of those secrets.
     *
     * @param targets the first that takes a secret has it
     */
    public SecretRotation(RotatedSecrets secrets, List<SecretTarget> targets) {
        this.secrets = secrets;
        this.targets = List.copyOf(targets);
    }

    /**
     * Does what Secrets Manager asks for.
     *
     * @return what was done, in one line for the log
     * @throws UnreadableEventException where the event is none of Secrets Manager's
     * @throws RotationRefusedException where it can't be done: the invocation must fail
     */
    public String take(byte[] utf8) throws UnreadableEventException, RotationRefusedException {
        RotationEvent event = RotationEvent.read(utf8);
        Described secret = secrets.describe(event.secret());
        String what = "`" + event.step() + "` of secret `" + secret.name() + "`";
        if (!secret.rotates()) {
            throw new RotationRefusedException(what + ": the secret is not to be rotated");
        }
        if (!secret.labels().containsKey(event.version())) {
            throw new RotationRefusedException(what + ": the secret has no such version");
        }
        boolean current = secret.has(event.version(), RotatedSecrets.CURRENT);
        if (current && event.step() != RotationEvent.Step.FINISH) {
            return what + ": the version is current already";
        }
        if (!current && !secret.has(event.version(), RotatedSecrets.PENDING)) {
            throw new RotationRefusedException(what + ": the version is not the one that is pending");
        }
        SecretTarget target = target(secret.name());
        Rotation rotation =
                new Rotation(secret.name(), event.version(), secrets.madeAt(event.secret(), event.version()));
        switch (event.step()) {
            case CREATE -> create(target, rotation, event, secret);
            case SET -> target.set(rotation, values(event, secret));
            case TEST -> target.test(rotation, values(event, secret));
            case FINISH -> finish(target, rotation, event, secret);
        }
        return what + ": done";
    }

    private SecretTarget target(String secret) throws RotationRefusedException {
        return targets.stream()
                .filter(one -> one.takes(secret))
                .findFirst()
                .orElseThrow(() -> new RotationRefusedException("nobody here knows what secret `" + secret
                        + "` is a secret of: put a `SecretTarget` that takes it beside the function's package"));
    }

    private void create(SecretTarget target, Rotation rotation, RotationEvent event, Described secret)
            throws RotationRefusedException {
        if (secrets.value(event.secret(), event.version()).isEmpty()) {
            String value = target.make(rotation, current(event, secret));
            secrets.keepPending(event.secret(), event.version(), event.token(), value);
        }
    }

    private Optional<String> current(RotationEvent event, Described secret) throws RotationRefusedException {
        Optional<String> version = secret.at(RotatedSecrets.CURRENT);
        return version.isEmpty() ? Optional.empty() : secrets.value(event.secret(), version.get());
    }

    private Values values(RotationEvent event, Described secret) throws RotationRefusedException {
        String pending = secrets.value(event.secret(), event.version())
                .orElseThrow(() -> new RotationRefusedException("`" + event.step() + "` of secret `" + secret.name()
                        + "`: the version has no value yet, which `createSecret` gives it"));
        return new Values(current(event, secret), pending);
    }

    /** Left pending, a version would keep the next rotation from beginning. */
    private void finish(SecretTarget target, Rotation rotation, RotationEvent event, Described secret)
            throws RotationRefusedException {
        if (!secret.has(event.version(), RotatedSecrets.CURRENT)) {
            target.finishing(rotation, values(event, secret));
            secrets.move(
                    event.secret(),
                    RotatedSecrets.CURRENT,
                    secrets.describe(event.secret()).at(RotatedSecrets.CURRENT),
                    Optional.of(event.version()));
        }
        target.finished(rotation);
        if (secrets.describe(event.secret()).has(event.version(), RotatedSecrets.PENDING)) {
            secrets.move(event.secret(), RotatedSecrets.PENDING, Optional.of(event.version()), Optional.empty());
        }
    }
}
