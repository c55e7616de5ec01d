package dev.cordon.aws.control;

import dev.cordon.aws.event.UnreadableEventException;
import dev.cordon.aws.rotation.RotationRefusedException;
import dev.cordon.aws.rotation.SecretRotation;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.gate.OnDemand;

/** What a function does that Secrets Manager asks to rotate secrets. Safe for use by many threads. */
public final class RotationSteps {

    private final SecretRotation rotation;
    private final SnapshotSource policy;
    private final OnDemand freshness;
    private final ControlLog log;

    /**
     * Those of that rotation.
     *
     * @param policy what says how long a secret before is good, and who is in quarantine
     * @param freshness of that
     */
    public RotationSteps(SecretRotation rotation, SnapshotSource policy, OnDemand freshness, ControlLog log) {
        this.rotation = rotation;
        this.policy = policy;
        this.freshness = freshness;
        this.log = log;
    }

    /**
     * Does the step that an invocation asks for.
     *
     * @throws UnreadableEventException where it asks for none
     * @throws RotationRefusedException where it can't be done: the invocation must fail
     */
    public void take(byte[] utf8) throws UnreadableEventException, RotationRefusedException {
        freshness.demand();
        Object unused = freshness.freshen();
        if (policy.current().isEmpty()) {
            throw new RotationRefusedException(
                    "there is no policy yet: " + freshness.failure().orElse("it was not read"));
        }
        log.notice(rotation.take(utf8));
    }
}
