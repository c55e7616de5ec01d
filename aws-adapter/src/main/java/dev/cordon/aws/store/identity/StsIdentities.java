package dev.cordon.aws.store.identity;

import dev.cordon.credential.PlatformIdentity;
import dev.cordon.issuance.PlatformIdentities;
import dev.cordon.issuance.PlatformUnavailableException;
import dev.cordon.token.ProofId;
import dev.cordon.token.TokenHash;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Workloads that have a role: each signs a request that asks STS who it is, with this server's name in a header that it
 * signs too, so that whoever is handed one for another server can't use it here. STS is asked nothing before the
 * request is what it must be. Safe for use by many threads.
 */
public final class StsIdentities implements PlatformIdentities {

    /** The {@code client_assertion_type}: the name that signed requests have where AWS workloads are federated. */
    public static final String TYPE = "urn:ietf:params:aws:token-type:aws4_request";

    /** How long a signed request is taken. */
    static final Duration LONGEST_LIFE = Duration.ofMinutes(5);

    /** How far the workload's clock may be ahead. */
    private static final Duration LEEWAY = Duration.ofSeconds(5);

    private static final int OK = 200;
    private static final int TOO_MANY = 429;
    private static final int FAULT = 500;

    private static final Pattern ROLE = Pattern.compile(
            "arn:(aws(?:-[a-z]{2,8}){0,3}):sts::([0-9]{12}):assumed-role/([\\w+=,.@-]{1,64})/[\\w+=,.@-]{2,64}");
    private static final Pattern CODE = Pattern.compile("[A-Za-z]{1,64}");

    private final StsLine line;
    private final Set<String> regions;

    /**
     * Those that STS vouches for.
     *
     * @param regions whose endpoints are asked
     */
    StsIdentities(StsLine line, Set<String> regions) {
        this.line = line;
        this.regions = Set.copyOf(regions);
    }

    /**
     * Those that STS vouches for, over HTTP.
     *
     * @param client follows no redirect
     * @param endpoint in place of AWS's own, such as an emulator's
     * @param regions whose endpoints are asked
     */
    public static StsIdentities over(SdkHttpClient client, Optional<URI> endpoint, Set<String> regions) {
        return new StsIdentities(new HttpStsLine(client, endpoint), regions);
    }

    @Override
    public boolean take(String type) {
        return type.equals(TYPE);
    }

    @Override
    public Outcome check(String assertion, Set<String> audiences, Instant now) throws PlatformUnavailableException {
        SignedIdentityRequest request;
        try {
            request = SignedIdentityRequest.read(assertion);
            require(request, audiences, now);
        } catch (InvalidAssertionException e) {
            return new Refused(e.why());
        }
        return outcome(request, line.send(request));
    }

    private void require(SignedIdentityRequest request, Set<String> audiences, Instant now)
            throws InvalidAssertionException {
        if (!audiences.contains(request.audience())) {
            throw new InvalidAssertionException("the signed request is meant for another server");
        }
        if (!regions.contains(request.region())) {
            throw new InvalidAssertionException(
                    "the signed request asks the endpoint of a region that is not listed: list it, or use another one");
        }
        Instant signed = request.signedAt();
        if (signed.isAfter(now.plus(LEEWAY)) || !signed.isAfter(now.minus(LONGEST_LIFE))) {
            throw new InvalidAssertionException(
                    "the signed request is over, or of a time to come: its clock may be wrong");
        }
    }

    private static Outcome outcome(SignedIdentityRequest request, StsAnswer answer)
            throws PlatformUnavailableException {
        String code =
                answer.only("Code").filter(text -> CODE.matcher(text).matches()).orElse("");
        if (answer.status() != OK) {
            if (answer.status() >= FAULT || answer.status() == TOO_MANY || code.startsWith("Throttl")) {
                throw new PlatformUnavailableException(
                        "STS answers with status " + answer.status() + (code.isEmpty() ? "" : " `" + code + "`"));
            }
            return new Refused("AWS does not vouch for who signed it: status " + answer.status()
                    + (code.isEmpty() ? "" : " `" + code + "`"));
        }
        Optional<Matcher> role = answer.only("Arn").map(ROLE::matcher).filter(Matcher::matches);
        if (role.isEmpty()) {
            return new Refused("AWS vouches for somebody who is no role: give the workload one");
        }
        Matcher named = role.get();
        return new Vouched(
                new PlatformIdentity("arn:" + named.group(1) + ":iam::" + named.group(2) + ":role/" + named.group(3)),
                new ProofId(
                        // names have no control character, so that nothing else has this text
                        TokenHash.of("aws4_request\0" + request.signature()),
                        request.signedAt().plus(LONGEST_LIFE).getEpochSecond() + 1));
    }
}
