package dev.cordon.cli.demo;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.credential.Credential;
import dev.cordon.credential.CredentialLedgerUnavailableException;
import dev.cordon.credential.CredentialProof;
import dev.cordon.mesh.store.EmbeddedStore;
import dev.cordon.mesh.store.MasterKey;
import dev.cordon.mesh.store.StoreRefusedException;
import dev.cordon.network.Cidr;
import dev.cordon.policy.ServiceName;
import dev.cordon.token.TokenHash;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The store of the demonstration, in which its two clients are registered. */
final class DemoStore {

    private static final String VARIABLE = "DEMO";

    private DemoStore() {}

    static EmbeddedStore open(Path file, Console console, DemoClients clients) throws CommandException {
        byte[] key = new byte[32];
        console.random().nextBytes(key);
        try {
            MasterKey masterKey = MasterKey.fromEnvironment(
                    VARIABLE, Map.of(VARIABLE, HexFormat.of().formatHex(key)));
            EmbeddedStore store = EmbeddedStore.open(file, masterKey, console.clock(), console.random());
            register(store, console, "web-bff", new CredentialProof.Secret(TokenHash.of(clients.revealSecret())));
            register(
                    store,
                    console,
                    "orders-api",
                    new CredentialProof.Keys(clients.assertionKey().publicKeys()));
            return store;
        } catch (StoreRefusedException | CredentialLedgerUnavailableException e) {
            throw CommandException.couldNot(String.valueOf(e.getMessage()));
        }
    }

    private static void register(EmbeddedStore store, Console console, String service, CredentialProof proof)
            throws CredentialLedgerUnavailableException {
        store.credentials()
                .add(new Credential(new ServiceName(service), 0, proof, Credential.State.CURRENT, terms(console)));
    }

    /** From this address alone, so that its tokens are bound to it. */
    static Credential.Terms terms(Console console) {
        return new Credential.Terms(
                "demo",
                console.clock().instant(),
                Optional.empty(),
                List.of(Cidr.parse("127.0.0.1").orElseThrow()));
    }
}
