package dev.cordon.issuance;

import dev.cordon.credential.Credential;
import dev.cordon.credential.CredentialLedgerUnavailableException;
import dev.cordon.credential.CredentialProof;
import dev.cordon.decision.Moment;
import dev.cordon.decision.Snapshot;
import dev.cordon.network.Cidr;
import dev.cordon.network.IpAddress;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.ServiceName;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.token.ClientAssertions;
import dev.cordon.token.ProofId;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.ReplayStoreUnavailableException;
import dev.cordon.token.TokenHash;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out which service a client is: one of the policy, not revoked, that proves to have a credential which is usable
 * now and here. Safe for use by many threads; blocks as long as its stores do.
 */
public final class ClientAuthenticator {

    /** What a client authenticates for, in the words of the standards. */
    enum Operation {
        CLIENT_CREDENTIALS("client_credentials"),
        /** A token that is good for nothing, which a credential that is staged may be used for, too. */
        TRIAL("trial"),
        TOKEN_EXCHANGE("token-exchange"),
        INTROSPECTION("introspection"),
        REVOCATION("revocation");

        private final String text;

        Operation(String text) {
            this.text = text;
        }
    }

    private static final String OTHERWISE = "it does not authenticate that way";

    private final CountedCredentials credentials;
    private final ClientAssertions assertions;
    private final PlatformIdentities platforms;
    private final ReplayStore used;
    private final Set<String> audiences;

    /**
     * An authenticator.
     *
     * @param platforms vouch for clients
     * @param used remembers used assertions
     * @param audiences what this server is called in assertions: its issuer identifier and the URLs of its endpoints
     */
    public ClientAuthenticator(
            CountedCredentials credentials,
            ClientAssertions assertions,
            PlatformIdentities platforms,
            ReplayStore used,
            Set<String> audiences) {
        this.credentials = credentials;
        this.assertions = assertions;
        this.platforms = platforms;
        this.used = used;
        this.audiences = Set.copyOf(audiences);
    }

    /**
     * Authenticates a client, and counts that it used its credential.
     *
     * @param operation what it wants
     * @throws TokenRefusedException with {@link OAuthError#INVALID_CLIENT} where it can't be known, or with
     *     {@link OAuthError#TEMPORARILY_UNAVAILABLE} where a store does not answer
     */
    Client authenticate(ClientEvidence evidence, Operation operation, Snapshot snapshot, Moment now)
            throws TokenRefusedException {
        ServiceName service = service(evidence, snapshot, now);
        Optional<KeyThumbprint> certificate = certificate(evidence, service, snapshot);
        Credential credential = proven(evidence, service, operation, snapshot, now);
        List<Cidr> networks = credential.terms().networks();
        Optional<IpAddress> source = evidence.source();
        // a staged one is tried by whoever made it, wherever that is
        if (credential.state() != Credential.State.STAGED
                && !networks.isEmpty()
                && source.filter(from -> networks.stream().anyMatch(block -> block.contains(from)))
                        .isEmpty()) {
            throw refused("generation " + credential.generation() + " of `" + service + "` may not be used from there");
        }
        credentials.count(credential, operation.text, now.wall());
        return new Client(service, credential.generation(), networks, certificate, source);
    }

    private ServiceName service(ClientEvidence evidence, Snapshot snapshot, Moment now) throws TokenRefusedException {
        String id = id(evidence.method());
        ServiceName service = snapshot.policy()
                .serviceNamed(id)
                .orElseThrow(() -> refused("the client names no service of the policy"))
                .name();
        Optional<String> wrong = new Parties(snapshot, now.wall()).whyNotCaller(service);
        if (wrong.isPresent()) {
            throw refused(wrong.get());
        }
        return service;
    }

    private String id(ClientEvidence.Method method) throws TokenRefusedException {
        if (method instanceof ClientEvidence.BySecret secret) {
            return secret.id();
        } else if (method instanceof ClientEvidence.ByPlatform platform) {
            if (!platforms.take(platform.type())) {
                throw new TokenRefusedException(
                        OAuthError.INVALID_REQUEST, "`client_assertion_type` is none that is taken");
            }
            return platform.id();
        } else if (method instanceof ClientEvidence.ByCertificate certificate) {
            return certificate.id();
        }
        ClientEvidence.ByAssertion assertion = (ClientEvidence.ByAssertion) method;
        String claimed = ClientAssertions.claimedClient(assertion.assertion())
                .orElseThrow(() -> refused("the assertion names no client"));
        if (assertion.id().filter(id -> !id.equals(claimed)).isPresent()) {
            throw refused("`client_id` and the assertion name two clients");
        }
        return claimed;
    }

    /** One that the policy knows somebody else by is a contradiction, however the client authenticates. */
    private static Optional<KeyThumbprint> certificate(ClientEvidence evidence, ServiceName service, Snapshot snapshot)
            throws TokenRefusedException {
        if (evidence.certificate() instanceof CertificateEvidence.Untrusted) {
            throw refused("the client certificate of `" + service + "` is not trusted");
        }
        if (!(evidence.certificate() instanceof CertificateEvidence.Trusted trusted)) {
            return Optional.empty();
        }
        Optional<ServiceName> named = snapshot.policy().serviceOf(trusted.certificate());
        if (named.filter(other -> !other.equals(service)).isPresent()) {
            throw refused("the client certificate is that of `" + named.get() + "`, not of `" + service + "`");
        }
        return Optional.of(trusted.certificate().thumbprint());
    }

    /** The latest usable generation that the evidence proves. */
    private Credential proven(
            ClientEvidence evidence, ServiceName service, Operation operation, Snapshot snapshot, Moment now)
            throws TokenRefusedException {
        Parties parties = new Parties(snapshot, now.wall());
        String why = "service `" + service + "` has no usable credential of that kind";
        Optional<String> leak = Optional.empty();
        List<Credential> there = credentials(service);
        Optional<PlatformIdentities.Outcome> vouched = vouched(
                evidence,
                there.stream()
                        .anyMatch(one -> one.proof() instanceof CredentialProof.Platform
                                && isOpen(one, operation, now)
                                && !parties.haveLost(one)),
                now);
        for (Credential credential : there) {
            if (isOpen(credential, operation, now) && !parties.haveLost(credential)) {
                Optional<String> wrong = credential.proof() instanceof CredentialProof.Platform platform
                        ? wrong(platform, vouched, now)
                        : wrong(credential, evidence, snapshot, now);
                if (wrong.isEmpty()) {
                    return credential;
                }
                if (!wrong.get().equals(OTHERWISE)) {
                    why = "service `" + service + "`, generation " + credential.generation() + ": " + wrong.get();
                }
            } else if (leak.isEmpty()
                    && operation != Operation.TRIAL
                    && isOver(credential, parties)
                    && hasSecretOf(credential, evidence)) {
                leak = Optional.of("service `" + service + "`, generation " + credential.generation()
                        + ": its secret was shown, which is over: it leaked, or a client was not told of the next one");
            }
        }
        throw leak.map(TokenRefusedException::ofLeak).orElse(refused(why));
    }

    private static boolean isOpen(Credential credential, Operation operation, Moment now) {
        return operation == Operation.TRIAL ? credential.isLive(now.wall()) : credential.isUsable(now.wall());
    }

    private static boolean isOver(Credential credential, Parties parties) {
        return credential.state() == Credential.State.REVOKED || parties.haveLost(credential);
    }

    private static boolean hasSecretOf(Credential credential, ClientEvidence evidence) {
        return credential.proof() instanceof CredentialProof.Secret secret
                && evidence.method() instanceof ClientEvidence.BySecret shown
                && secret.hash().isSameAs(TokenHash.of(shown.secret()));
    }

    private List<Credential> credentials(ServiceName service) throws TokenRefusedException {
        try {
            return credentials.of(service);
        } catch (CredentialLedgerUnavailableException e) {
            throw new TokenRefusedException(OAuthError.TEMPORARILY_UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    /** What is wrong with evidence for a credential; empty where it proves it. */
    private Optional<String> wrong(Credential credential, ClientEvidence evidence, Snapshot snapshot, Moment now)
            throws TokenRefusedException {
        CredentialProof proof = credential.proof();
        if (proof instanceof CredentialProof.Secret && evidence.method() instanceof ClientEvidence.BySecret) {
            return hasSecretOf(credential, evidence) ? Optional.empty() : Optional.of("the secret is another one");
        }
        if (proof instanceof CredentialProof.Keys keys
                && evidence.method() instanceof ClientEvidence.ByAssertion shown) {
            ClientAssertions.Outcome outcome = assertions.check(
                    shown.assertion(), credential.service().text(), keys.keys(), audiences, now.wall());
            return outcome instanceof ClientAssertions.Holds holds
                    ? replayed(holds.use(), now)
                    : Optional.of(((ClientAssertions.Fails) outcome).why());
        }
        if (proof instanceof CredentialProof.Certificate && evidence.method() instanceof ClientEvidence.ByCertificate) {
            return isNamed(credential.service(), evidence, snapshot)
                    ? Optional.empty()
                    : Optional.of("no client certificate names it");
        }
        return Optional.of(OTHERWISE);
    }

    /**
     * What the platform says of a client, asked once.
     *
     * @param matters whether anything depends on it
     */
    private Optional<PlatformIdentities.Outcome> vouched(ClientEvidence evidence, boolean matters, Moment now)
            throws TokenRefusedException {
        if (!matters || !(evidence.method() instanceof ClientEvidence.ByPlatform shown)) {
            return Optional.empty();
        }
        try {
            return Optional.of(platforms.check(shown.assertion(), audiences, now.wall()));
        } catch (PlatformUnavailableException e) {
            throw new TokenRefusedException(OAuthError.TEMPORARILY_UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> wrong(
            CredentialProof.Platform proof, Optional<PlatformIdentities.Outcome> outcome, Moment now)
            throws TokenRefusedException {
        if (outcome.isEmpty()) {
            return Optional.of(OTHERWISE);
        }
        if (outcome.get() instanceof PlatformIdentities.Vouched vouched) {
            return vouched.identity().equals(proof.identity())
                    ? replayed(vouched.use(), now)
                    : Optional.of("its platform says that it is another one");
        }
        return Optional.of(((PlatformIdentities.Refused) outcome.get()).why());
    }

    private Optional<String> replayed(ProofId use, Moment now) throws TokenRefusedException {
        try {
            boolean first = used.firstUse(use, now.wall().getEpochSecond());
            return first ? Optional.empty() : Optional.of("the assertion was used before");
        } catch (ReplayStoreUnavailableException e) {
            throw new TokenRefusedException(OAuthError.TEMPORARILY_UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private static boolean isNamed(ServiceName service, ClientEvidence evidence, Snapshot snapshot) {
        return evidence.certificate() instanceof CertificateEvidence.Trusted trusted
                && snapshot.policy()
                        .serviceOf(trusted.certificate())
                        .filter(service::equals)
                        .isPresent();
    }

    private static TokenRefusedException refused(String why) {
        return new TokenRefusedException(OAuthError.INVALID_CLIENT, why);
    }
}
