package dev.cordon.aws.host;

import dev.cordon.aws.bridge.BridgeRules;
import dev.cordon.aws.cache.ApiCaches;
import dev.cordon.aws.cache.FlushNotes;
import dev.cordon.aws.connection.ConnectionNotes;
import dev.cordon.aws.connection.Connections;
import dev.cordon.aws.connection.SweepNotes;
import dev.cordon.aws.control.SecretsSettings;
import dev.cordon.aws.rotation.RotatedSecrets;
import dev.cordon.issuance.IssuingKeys;
import dev.cordon.issuance.PlatformIdentities;
import dev.cordon.ledger.StatusLedger;
import dev.cordon.ledger.TokenLedger;
import dev.cordon.lifecycle.ServiceCare;
import dev.cordon.lifecycle.ServiceInventory;
import dev.cordon.publication.HeadStore;
import dev.cordon.publication.ObjectStore;
import dev.cordon.token.ReplayStore;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the control plane's functions have of AWS. Making one opens no connection. */
public interface ControlAccess {

    /**
     * Where everything is kept.
     *
     * @param care what looking after services needs
     * @param tokens what was handed out
     * @param statuses its places in status lists
     * @param proofs which proofs and assertions were used
     * @param flushes when API Gateway forgot answers
     * @param sweeps when connections were gone through
     */
    record Kept(
            ServiceCare.Stores care,
            TokenLedger tokens,
            StatusLedger statuses,
            ReplayStore proofs,
            FlushNotes flushes,
            SweepNotes sweeps) {}

    /** What is published: as {@link Stores#objects}. */
    ObjectStore objects(String bucket, String prefix);

    /** What of it is current: as {@link Stores#heads}. */
    HeadStore heads(String table);

    /**
     * What the control plane keeps.
     *
     * @param table the DynamoDB table
     * @param heads the table of the head, which tells enforcement points of changes
     * @param clock for what is over
     */
    Kept kept(String table, String heads, SecretsSettings secrets, InstantSource clock);

    /**
     * Keys of KMS.
     *
     * @throws IllegalArgumentException where they can't be asked for, or sign nothing that is taken
     */
    IssuingKeys keys(String issuer, List<String> keys);

    /**
     * What API Gateway keeps.
     *
     * @param endpoint in place of AWS's own
     */
    ApiCaches caches(Optional<URI> endpoint);

    /**
     * Connections that API Gateway holds open.
     *
     * @param endpoint of all APIs, in place of their own
     */
    Connections connections(Optional<URI> endpoint);

    /**
     * What authorizers note of them.
     *
     * @param table the DynamoDB table
     */
    ConnectionNotes connectionNotes(String table);

    /**
     * What runs in an account.
     *
     * @param rules which services its resources are, and in which regions
     * @param account the function's own
     * @param endpoint of all APIs, in place of AWS's own
     */
    ServiceInventory inventory(BridgeRules rules, String account, Optional<URI> endpoint);

    /** Secrets that Secrets Manager has rotated. */
    RotatedSecrets rotatedSecrets();

    /**
     * Whom AWS vouches for.
     *
     * @param regions whose endpoints are asked
     * @param endpoint in place of AWS's own
     */
    PlatformIdentities platforms(Set<String> regions, Optional<URI> endpoint);
}
