package dev.cordon.aws.store.table;

import dev.cordon.apikey.ApiKeyStore;
import dev.cordon.aws.cache.FlushNotes;
import dev.cordon.aws.connection.SweepNotes;
import dev.cordon.credential.CredentialLedger;
import dev.cordon.ledger.StatusLedger;
import dev.cordon.ledger.TokenLedger;
import dev.cordon.limit.BucketStore;
import dev.cordon.publication.LiveStores;
import dev.cordon.registry.RegistryStore;
import dev.cordon.revocation.RevocationStore;
import dev.cordon.rotation.RotationJournal;
import dev.cordon.token.ReplayStore;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What the control plane keeps, in one DynamoDB table with the partition key {@code kind} and the sort key {@code id},
 * both strings, and the time to live {@code expires}. Each store is made once, for what it has read it knows from then
 * on. Immutable.
 *
 * @param registry the services
 * @param credentials what they obtain tokens with
 * @param rotations what was decided about it
 * @param revocations what is revoked
 * @param tokens what was handed out
 * @param statuses its places in status lists
 * @param apiKeys keys of partners
 * @param buckets what limits count
 * @param proofs which proofs of possession were used
 * @param secrets which secrets lie in Secrets Manager
 * @param flushes when API Gateway forgot answers
 * @param sweeps when connections were gone through
 */
public record ControlStores(
        RegistryStore registry,
        CredentialLedger credentials,
        RotationJournal rotations,
        RevocationStore revocations,
        TokenLedger tokens,
        StatusLedger statuses,
        ApiKeyStore apiKeys,
        BucketStore buckets,
        ReplayStore proofs,
        SecretIndex secrets,
        FlushNotes flushes,
        SweepNotes sweeps) {

    private static final String SERVICES = "services";
    private static final String REVOCATIONS = "revocations";

    /**
     * The stores in a table.
     *
     * @param client of DynamoDB
     * @param table its name
     * @param heads the table of the head that tells enforcement points of services and revocations; empty for none
     * @param clock for what is over
     * @param random for how long a writer waits who met another one; nothing secret comes of it
     */
    public static ControlStores of(
            DynamoDbClient client, String table, Optional<String> heads, InstantSource clock, RandomGenerator random) {
        ControlTable entries = new ControlTable(client, table, heads, Rests.random(random));
        return new ControlStores(
                new DynamoRegistryStore(entries, new ChangeLog(entries, SERVICES, Optional.of("registryEpoch"), clock)),
                new DynamoCredentialLedger(entries),
                new DynamoRotationJournal(entries),
                new DynamoRevocationStore(
                        entries,
                        new ChangeLog(entries, REVOCATIONS, Optional.of("revocationEpoch"), clock),
                        clock,
                        true),
                new DynamoTokenLedger(entries),
                new DynamoStatusLedger(entries),
                new DynamoApiKeyStore(entries, new ChangeLog(entries, "api-keys", Optional.empty(), clock)),
                new DynamoBucketStore(entries),
                new DynamoReplayStore(entries),
                new SecretIndex(entries),
                new DynamoFlushNotes(entries),
                new DynamoSweepNotes(entries));
    }

    /**
     * What an enforcement point reads of a table, and never writes: it needs {@code dynamodb:GetItem} and
     * {@code dynamodb:Query}.
     *
     * @param clock for what is over
     * @param random as for {@link #of}
     */
    public static LiveStores live(DynamoDbClient client, String table, InstantSource clock, RandomGenerator random) {
        ControlTable entries = new ControlTable(client, table, Optional.empty(), Rests.random(random));
        return new LiveStores(
                new DynamoRegistryStore(entries, new ChangeLog(entries, SERVICES, Optional.empty(), clock)),
                new DynamoRevocationStore(
                        entries, new ChangeLog(entries, REVOCATIONS, Optional.empty(), clock), clock, false));
    }
}
