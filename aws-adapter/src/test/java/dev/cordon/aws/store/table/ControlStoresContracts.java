package dev.cordon.aws.store.table;

import dev.cordon.apikey.ApiKeyStore;
import dev.cordon.apikey.ApiKeyStoreContract;
import dev.cordon.credential.CredentialLedger;
import dev.cordon.credential.CredentialLedgerContract;
import dev.cordon.ledger.StatusLedgerContract;
import dev.cordon.ledger.TokenLedger;
import dev.cordon.ledger.TokenLedgerContract;
import dev.cordon.limit.BucketStore;
import dev.cordon.limit.BucketStoreContract;
import dev.cordon.registry.RegistryStore;
import dev.cordon.registry.RegistryStoreContract;
import dev.cordon.revocation.RevocationStore;
import dev.cordon.revocation.RevocationStoreContract;
import dev.cordon.rotation.RotationJournal;
import dev.cordon.rotation.RotationJournalContract;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.ReplayStoreContract;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What all stores must do, in one table each. */
abstract class ControlStoresContracts {

    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

    /** Where the tables are. */
    abstract DynamoDbClient client() throws Exception;

    /** A new one. */
    abstract String table() throws Exception;

    /** How many revocations each of several threads adds where there are to be many. */
    int revocationsOfEach() {
        return 100;
    }

    private ControlStores stores(InstantSource clock) throws Exception {
        return ControlStores.of(client(), table(), Optional.empty(), clock, new Random(1));
    }

    private ControlStores stores() throws Exception {
        return stores(() -> NOON);
    }

    @Nested
    final class Registry extends RegistryStoreContract {
        @Override
        protected RegistryStore registry() throws Exception {
            return stores().registry();
        }
    }

    @Nested
    final class Credentials extends CredentialLedgerContract {
        @Override
        protected CredentialLedger ledger() throws Exception {
            return stores().credentials();
        }
    }

    @Nested
    final class Rotations extends RotationJournalContract {
        @Override
        protected RotationJournal journal() throws Exception {
            return stores().rotations();
        }
    }

    @Nested
    final class Revocations extends RevocationStoreContract {
        @Override
        protected RevocationStore store(InstantSource clock) throws Exception {
            return stores(clock).revocations();
        }

        @Override
        protected int overOfEach() {
            return revocationsOfEach();
        }
    }

    @Nested
    final class Tokens extends TokenLedgerContract {
        @Override
        protected TokenLedger ledger() throws Exception {
            return stores().tokens();
        }
    }

    @Nested
    final class Statuses extends StatusLedgerContract {
        @Override
        protected Sides ledger() throws Exception {
            ControlStores stores = stores();
            return new Sides(stores.tokens(), stores.statuses());
        }
    }

    @Nested
    final class ApiKeyStores extends ApiKeyStoreContract {
        @Override
        protected ApiKeyStore store() throws Exception {
            return stores().apiKeys();
        }
    }

    @Nested
    final class Buckets extends BucketStoreContract {
        @Override
        protected BucketStore store() throws Exception {
            return stores().buckets();
        }
    }

    @Nested
    final class Proofs extends ReplayStoreContract {
        @Override
        protected ReplayStore store() {
            try {
                return stores().proofs();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
