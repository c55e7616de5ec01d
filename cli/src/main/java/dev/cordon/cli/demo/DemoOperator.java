package dev.cordon.cli.demo;

import dev.cordon.administration.AdministrationRefusedException;
import dev.cordon.administration.CredentialRegister;
import dev.cordon.administration.QuarantineRegister;
import dev.cordon.cli.Console;
import dev.cordon.credential.CredentialLedgerUnavailableException;
import dev.cordon.credential.CredentialProof;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.RevocationStoreUnavailableException;
import dev.cordon.revocation.Zone;
import dev.cordon.token.SigningKey;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Who looks after the store of the demonstration. */
final class DemoOperator {

    private final Console console;
    private final QuarantineRegister quarantines;
    private final CredentialRegister credentials;

    DemoOperator(DemoWorld world, Console console) {
        this.console = console;
        this.quarantines = world.quarantines();
        this.credentials = world.credentials();
    }

    /** Cuts a zone off, in both directions; what became of it, in words. */
    String begin(Zone zone, Duration longest, String reason) throws IOException {
        Instant now = console.clock().instant();
        try {
            Revocation.Quarantine begun =
                    quarantines.begin(zone, Revocation.Direction.BOTH, now.plus(longest), reason, now);
            return begun.zone() + " is in quarantine until " + Instant.ofEpochSecond(begun.until()) + ": "
                    + begun.reason();
        } catch (AdministrationRefusedException | RevocationStoreUnavailableException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Ends that early; what became of it, in words. */
    String end(Zone zone) throws IOException {
        try {
            var ended = quarantines.end(zone, Optional.empty(), console.clock().instant());
            return ended.get(0).zone() + " is out of quarantine; what it was issued before stays dead";
        } catch (AdministrationRefusedException | RevocationStoreUnavailableException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Gives a service a new credential; the key that it proves itself by from now on. */
    SigningKey newKey(String service) throws IOException {
        SigningKey key = SigningKey.generate(SignatureAlgorithm.ES256, console.random());
        try {
            credentials.add(
                    new ServiceName(service), new CredentialProof.Keys(key.publicKeys()), DemoStore.terms(console));
            return key;
        } catch (AdministrationRefusedException | CredentialLedgerUnavailableException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
