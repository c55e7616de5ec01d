package dev.cordon.lifecycle;

import dev.cordon.apikey.ApiKeyStore;
import dev.cordon.credential.CredentialLedger;
import dev.cordon.decision.Snapshot;
import dev.cordon.policy.Rotation;
import dev.cordon.registry.RegistryStore;
import dev.cordon.revocation.RevocationStore;
import dev.cordon.rotation.CredentialNews;
import dev.cordon.rotation.CredentialTrial;
import dev.cordon.rotation.RotationJournal;
import dev.cordon.rotation.RotationTerms;
import dev.cordon.rotation.Rotations;
import dev.cordon.rotation.SecretVault;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What looks after the lives of services, over one set of stores and by the policy in use: the same wherever it runs.
 * Safe for use by many threads, also of several processes.
 *
 * @param lifecycle takes their events
 * @param rotations has their credentials rotate
 * @param reconciler compares what is there with what should be
 */
public record ServiceCare(Lifecycle lifecycle, Rotations rotations, Reconciler reconciler) {

    /** A step is tried for about half an hour before somebody must look. */
    public static final RotationTerms TERMS = new RotationTerms(
            Duration.ofHours(1), Duration.ofSeconds(30), 12, Duration.ofSeconds(2), Duration.ofMinutes(5));

    /** Where all of it is kept. */
    public record Stores(
            RegistryStore registry,
            CredentialLedger credentials,
            RotationJournal rotations,
            SecretVault secrets,
            RevocationStore revocations,
            ApiKeyStore apiKeys) {}

    /**
     * Who has a part in it.
     *
     * @param trial tries credentials before services are given them
     * @param news tells those who use credentials that they changed
     * @param inventory what runs; empty where nobody knows
     * @param notices takes a line where something could not be ended, without secrets; from any thread
     */
    public record Helpers(
            CredentialTrial trial,
            CredentialNews news,
            Optional<ServiceInventory> inventory,
            Consumer<String> notices) {}

    /** Over those stores, by those rules. */
    public static ServiceCare over(
            Stores stores, PolicyRules rules, Helpers helpers, InstantSource clock, SecureRandom random) {
        Rotations rotations = new Rotations(
                new Rotations.Parts(
                        stores.rotations(),
                        stores.credentials(),
                        stores.secrets(),
                        stores.revocations(),
                        helpers.trial(),
                        service -> rules.isQuarantined(service, clock.instant()),
                        helpers.news()),
                TERMS,
                service -> rules.rotation(service).map(Rotation::grace),
                clock,
                random);
        Retirement retirement = new Retirement(
                new Retirement.Stores(stores.credentials(), stores.apiKeys(), stores.revocations()), helpers.notices());
        Lifecycle lifecycle = new Lifecycle(
                new Lifecycle.Parts(stores.registry(), stores.credentials(), rotations, retirement), rules, clock);
        Reconciler reconciler = new Reconciler(
                new Reconciler.Parts(
                        stores.registry(), stores.credentials(), stores.rotations(), stores.secrets(), rotations),
                () -> rules.snapshots().current().map(Snapshot::policy),
                helpers.inventory(),
                clock);
        return new ServiceCare(lifecycle, rotations, reconciler);
    }
}
