package dev.cordon.aws.control;

import dev.cordon.aws.bridge.BridgeEvents;
import dev.cordon.aws.bridge.BridgeReading;
import dev.cordon.aws.cache.CacheFlush;
import dev.cordon.aws.connection.ConnectionSweep;
import dev.cordon.aws.control.ControlLog.Outcome;
import dev.cordon.aws.event.EventFields;
import dev.cordon.aws.event.UnreadableEventException;
import dev.cordon.credential.CredentialLedgerUnavailableException;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.document.Json;
import dev.cordon.gate.OnDemand;
import dev.cordon.lifecycle.Disposition;
import dev.cordon.lifecycle.Finding;
import dev.cordon.lifecycle.ServiceCare;
import dev.cordon.lifecycle.ServiceInventoryUnavailableException;
import dev.cordon.registry.RegistryUnavailableException;
import dev.cordon.registry.ServiceEvent;
import dev.cordon.rotation.RotationJournalUnavailableException;
import dev.cordon.rotation.SecretVaultUnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What a function does that looks after services: takes events from a queue, and does what is due, as long as it has
 * time. What it can't do now comes again: a message by its queue, work by the next call. Safe for use by many threads,
 * also of several processes.
 */
public final class ControlPlane {

    /** For how many services something is done before the time is looked at. */
    private static final int AT_ONCE = 25;

    private final BridgeEvents bridge;
    private final ServiceCare care;
    private final SnapshotSource policy;
    private final OnDemand freshness;
    private final Gateway gateway;
    private final ControlLog log;

    /**
     * What API Gateway is to do once something was revoked.
     *
     * @param caches forget what authorizers answered before
     * @param connections are closed whose callers would not be let in any more; empty where nobody notes them
     */
    public record Gateway(CacheFlush caches, Optional<ConnectionSweep> connections) {}

    /**
     * With these.
     *
     * @param bridge reads events
     * @param care looks after services
     * @param policy what both go by
     * @param freshness of that
     * @param gateway what is to be done there once something was revoked
     */
    public ControlPlane(
            BridgeEvents bridge,
            ServiceCare care,
            SnapshotSource policy,
            OnDemand freshness,
            Gateway gateway,
            ControlLog log) {
        this.bridge = bridge;
        this.care = care;
        this.policy = policy;
        this.freshness = freshness;
        this.gateway = gateway;
        this.log = log;
    }

    /**
     * Answers an invocation: a batch of a queue that EventBridge fills, or a schedule's {@code {"schedule":"work"}} or
     * {@code {"schedule":"reconcile"}}.
     *
     * @param hasTime whether another step may be begun
     * @return for a batch, which messages failed
     * @throws UnreadableEventException where it is neither: the invocation must fail, so that nothing counts as done
     */
    public byte[] answer(byte[] utf8, BooleanSupplier hasTime) throws UnreadableEventException {
        Json.Members event = EventFields.whole(utf8);
        if (event.find("Records").isPresent()) {
            return bytes(QueueBatch.failed(take(QueueBatch.read(event), hasTime)));
        }
        String schedule = new EventFields("", event).text("schedule").orElse("");
        boolean reconciles = schedule.equals("reconcile");
        if (!reconciles && !schedule.equals("work")) {
            throw new UnreadableEventException(
                    "the event is neither a batch of a queue nor a schedule: write {\"schedule\":\"work\"} or {\"schedule\":\"reconcile\"}");
        }
        return bytes(round(reconciles, hasTime));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<String> take(QueueBatch batch, BooleanSupplier hasTime) {
        List<String> failed = new ArrayList<>();
        for (QueueBatch.Message message : batch.messages()) {
            boolean done = hasTime.getAsBoolean() && take(message);
            if (!done) {
                failed.add(message.id());
            }
        }
        int unused = work(hasTime);
        haveGatewayFollow(hasTime);
        return failed;
    }

    private void haveGatewayFollow(BooleanSupplier hasTime) {
        gateway.caches().flush(log::notice);
        gateway.connections().ifPresent(open -> open.sweep(hasTime, log::notice));
    }

    /** Whether it need not come again. */
    private boolean take(QueueBatch.Message message) {
        BridgeReading reading = bridge.read(bytes(message.body()));
        if (reading instanceof BridgeReading.Passed passed) {
            log.event(
                    message.id(), Optional.empty(), Outcome.PASSED, passed.why().toString());
            return true;
        } else if (reading instanceof BridgeReading.Refused refused) {
            log.event(message.id(), Optional.empty(), Outcome.REFUSED, refused.why());
            return true;
        }
        ServiceEvent event = ((BridgeReading.Told) reading).event();
        Object unused = freshness.freshen(event.service());
        if (policy.current().isEmpty()) {
            // without it a deploy would be registered, and give no secret
            log.event(
                    message.id(),
                    Optional.of(event),
                    Outcome.UNAVAILABLE,
                    "there is no policy yet: " + freshness.failure().orElse("it was not read"));
            return false;
        }
        try {
            Disposition disposition = care.lifecycle().take(event);
            log.event(
                    message.id(),
                    Optional.of(event),
                    disposition.isRefused() ? Outcome.REFUSED : Outcome.SETTLED,
                    disposition.toString());
            return true;
        } catch (RegistryUnavailableException
                | RotationJournalUnavailableException
                | CredentialLedgerUnavailableException e) {
            log.event(message.id(), Optional.of(event), Outcome.UNAVAILABLE, String.valueOf(e.getMessage()));
            return false;
        } catch (RuntimeException e) {
            // the outermost catch of a message: others must not wait for it
            log.event(
                    message.id(),
                    Optional.of(event),
                    Outcome.UNAVAILABLE,
                    "internal error: " + e.getClass().getSimpleName());
            return false;
        }
    }

    private String round(boolean reconciles, BooleanSupplier hasTime) {
        guarded(() -> {
            int wanted = care.lifecycle().schedule();
            if (wanted > 0) {
                log.notice("credentials of " + wanted + " services have the age to rotate");
            }
        });
        List<Finding> findings = new ArrayList<>();
        if (reconciles) {
            Object unused = freshness.freshen();
            guarded(() -> findings.addAll(care.reconciler().reconcile(false)));
            log.findings(findings);
        }
        int steps = work(hasTime);
        haveGatewayFollow(hasTime);
        return Json.object()
                .put("steps", steps)
                .put("findings", findings.size())
                .build()
                .toCanonical();
    }

    /** By a policy and a registry that are of now: who was registered a moment ago is to be known when it is tried. */
    private int work(BooleanSupplier hasTime) {
        int[] steps = {0, 1};
        while (steps[1] > 0 && hasTime.getAsBoolean()) {
            steps[1] = 0;
            freshness.demand();
            Object unused = freshness.freshen();
            guarded(() -> steps[1] += care.rotations().work(AT_ONCE));
            guarded(() -> steps[1] += care.lifecycle().work(AT_ONCE));
            steps[0] += steps[1];
        }
        return steps[0];
    }

    /** Work of one kind. */
    private interface Work {
        void run()
                throws RegistryUnavailableException, RotationJournalUnavailableException,
                        CredentialLedgerUnavailableException, SecretVaultUnavailableException,
                        ServiceInventoryUnavailableException;
    }

    private void guarded(Work work) {
        try {
            work.run();
        } catch (RegistryUnavailableException
                | RotationJournalUnavailableException
                | CredentialLedgerUnavailableException
                | SecretVaultUnavailableException
                | ServiceInventoryUnavailableException e) {
            log.notice("services' credentials can't be looked after: " + e.getMessage());
        } catch (RuntimeException e) {
            // the outermost catch of a round: a fault must not end the others
            log.notice("services' credentials can't be looked after: "
                    + e.getClass().getSimpleName());
        }
    }
}
