package dev.cordon.benchmarks;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.Party;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.policy.TokenKind;
import dev.cordon.token.KeyRing;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.SegmentTokenMinter;
import dev.cordon.token.SegmentTokenRequest;
import dev.cordon.token.SignatureProvider;
import dev.cordon.token.SigningKey;
import dev.cordon.token.TokenCheck;
import dev.cordon.token.TokenVerifier;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A token that was never seen: everything that is checked of it, against the bare signature by the same provider. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class Tokens {

    private static final int TOKENS = 1024;
    private static final String ISSUER = "https://tokens.mesh.example";

    private final TokenVerifier verifier = new TokenVerifier(SignatureProvider.fastest());
    private final String[] texts = new String[TOKENS];
    private final byte[][] signed = new byte[TOKENS][];
    private final byte[][] signatures = new byte[TOKENS][];
    private KeyRing keys;
    private PublicKey key;
    private Signature engine;
    private int next;

    /** Makes the tokens, and sees that both ways take them. */
    @Setup
    public void open() throws Exception {
        if (!SignatureProvider.fastest().name().contains("Corretto")) {
            throw new IllegalStateException("Amazon Corretto Crypto Provider does not run here");
        }
        SigningKey signer = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
        Issuer issuer = new Issuer(
                new IssuerName("cordon"),
                ISSUER,
                TokenKind.SEGMENT,
                List.of(SignatureAlgorithm.ES256),
                List.of(new Party.OfService(new ServiceName("web-bff"))));
        keys = KeyRing.of(List.of(issuer), Map.of(issuer.name(), signer.publicKeys()));
        key = Keys.ofEs256(signer.publicKeys());
        engine = Signature.getInstance("SHA256withECDSAinP1363Format", AmazonCorrettoCryptoProvider.INSTANCE);
        SegmentTokenMinter minter = new SegmentTokenMinter(ISSUER, signer, new SecureRandom());
        ServiceName caller = new ServiceName("web-bff");
        for (int i = 0; i < TOKENS; i++) {
            texts[i] = minter.mint(
                            new SegmentTokenRequest(
                                    caller,
                                    new ServiceName("orders-api"),
                                    new FlowId("checkout"),
                                    List.of(),
                                    Duration.ofMinutes(5),
                                    new SegmentTokenRequest.Chain(
                                            caller, List.of(), Optional.empty(), 1, Optional.empty()),
                                    SegmentTokenRequest.Bound.NOTHING),
                            Oracle.MIDNIGHT)
                    .reveal();
            int dot = texts[i].lastIndexOf('.');
            signed[i] = texts[i].substring(0, dot).getBytes(StandardCharsets.US_ASCII);
            signatures[i] = Base64.getUrlDecoder().decode(texts[i].substring(dot + 1));
        }
        if (!(firstSeen() instanceof TokenCheck.Verified) || !bare()) {
            throw new IllegalStateException("a good token is refused");
        }
    }

    /** All that is checked of a token whose signature nobody has checked. */
    @Benchmark
    public TokenCheck firstSeen() {
        return verifier.verify(PresentedToken.bearer(texts[next()]), keys);
    }

    /** The signature alone. */
    @Benchmark
    public boolean bare() throws GeneralSecurityException {
        int i = next();
        engine.initVerify(key);
        engine.update(signed[i]);
        return engine.verify(signatures[i]);
    }

    private int next() {
        next = (next + 1) & (TOKENS - 1);
        return next;
    }
}
