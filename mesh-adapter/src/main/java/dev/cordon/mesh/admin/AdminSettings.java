package dev.cordon.mesh.admin;

import dev.cordon.audit.AdministrationSink;
import dev.cordon.decision.CompiledPolicy;
import dev.cordon.issuance.KeySchedule;
import dev.cordon.lifecycle.Reconciler;
import dev.cordon.mesh.EventMeter;
import dev.cordon.policy.IssuerName;
import dev.cordon.rotation.Rotations;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What administration goes by.
 *
 * @param schedule when a further signing key takes over
 * @param issuer the policy's name of the issuer whose keys the store has; empty where only operators know it
 * @param clock the time of day
 * @param random makes keys and secrets
 * @param apiKeys makes API keys; empty where there is no policy in use to make them by
 * @param services takes the events of services, and has their credentials rotate; empty where nobody serves
 * @param policy the policy in use, which names are looked up in; empty where there is none
 * @param log where changes are recorded, and what was refused
 */
public record AdminSettings(
        KeySchedule schedule,
        Optional<IssuerName> issuer,
        InstantSource clock,
        SecureRandom random,
        Optional<ApiKeyIssuing> apiKeys,
        Optional<ServiceLives> services,
        Supplier<Optional<CompiledPolicy>> policy,
        AdministrationSink log) {

    /**
     * What happens to services.
     *
     * @param events takes it
     * @param meter counts what is told and is no event of a service
     * @param rotations takes what operators want of credentials
     * @param reconciler compares what is there with what should be
     */
    public record ServiceLives(EventTaking events, EventMeter meter, Rotations rotations, Reconciler reconciler) {}

    /** Where changes are recorded by nobody, as there is no log where nobody serves. */
    public AdminSettings(
            KeySchedule schedule,
            Optional<IssuerName> issuer,
            InstantSource clock,
            SecureRandom random,
            Optional<ApiKeyIssuing> apiKeys,
            Supplier<Optional<CompiledPolicy>> policy) {
        this(schedule, issuer, clock, random, apiKeys, Optional.empty(), policy, done -> {});
    }
}
