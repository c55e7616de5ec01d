package dev.cordon.chain;

import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.token.SignatureProvider;
import dev.cordon.token.SignerUnavailableException;
import dev.cordon.token.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A signed log of several files as its writer leaves it: with restarts, half lines, rotations, and its head. */
public final class SampleLog {

    static final SigningKey KEY = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
    /** The fastest there is, for they are checked a million times. */
    static final SignatureProvider SIGNATURES = SignatureProvider.fastest();

    static final String HALF = "{\"id\":\"d-1\",\"outc";
    private static final Instant START = Instant.parse("2026-11-28T12:00:00Z");

    /** The text of each file, oldest first. */
    public final List<String> files = new ArrayList<>();

    private final SplittableRandom random;
    private final String log;
    private final Optional<SigningKey> key;
    private final StringBuilder file = new StringBuilder();
    private final RecordChain chain = new RecordChain(Link.START);
    private LogHead head;

    private SampleLog(SplittableRandom random, Optional<SigningKey> key) {
        this.random = random;
        this.key = key;
        this.log = "log-" + random.nextInt(1_000_000);
        this.head = new LogHead(new Checkpoint(log, new Link(0, "A".repeat(43)), START, false), Optional.empty());
        open(Opening.How.BEGUN, Optional.empty());
    }

    /** One of some files of some lines. */
    public static SampleLog of(SplittableRandom random) {
        return of(random, Optional.of(KEY));
    }

    static SampleLog of(SplittableRandom random, Optional<SigningKey> key) {
        SampleLog made = new SampleLog(random, key);
        int files = 1 + random.nextInt(3);
        for (int i = 0; i < files; i++) {
            if (i > 0) {
                made.rotate();
            }
            for (int lines = 3 + random.nextInt(20); lines > 0; lines--) {
                made.something();
            }
        }
        made.mark(true);
        made.files.add(made.file.toString());
        return made;
    }

    private void something() {
        switch (random.nextInt(12)) {
            case 0 -> mark(false);
            case 1 -> open(Opening.How.RESTARTED, Optional.empty());
            case 2 -> tear();
            case 3 -> line("{\"dropped\":3,\"droppedInAll\":3,\"time\":\"" + now() + "\"}");
            default ->
                line("{\"id\":\"d-" + random.nextInt(1000) + "\",\"outcome\":\"allow\",\"time\":\"" + now() + "\"}");
        }
    }

    private Instant now() {
        return START.plusSeconds(chain.last().sequence());
    }

    private void line(String object) {
        int start = file.length();
        file.append(object);
        chain.append(file, start);
        file.append('\n');
    }

    private void open(Opening.How how, Optional<TornPart> torn) {
        Opening.Details details = new Opening.Details(key.map(SigningKey::keyId), 0, torn);
        line(new Opening(log, how, chain.last().value(), now(), details).toLine());
        sign(new Checkpoint(log, chain.last(), now(), false));
    }

    private void sign(Checkpoint checkpoint) {
        key.map(signer -> signed(checkpoint, signer)).ifPresent(text -> line(checkpoint.toLine(text)));
    }

    private void tear() {
        file.append(HALF).append('\n');
        open(Opening.How.RECOVERED, Optional.of(TornPart.of(bytes(HALF))));
    }

    private void rotate() {
        mark(false);
        files.add(file.toString());
        file.setLength(0);
        open(Opening.How.ROTATED, Optional.empty());
    }

    private void mark(boolean closed) {
        sign(new Checkpoint(log, chain.last(), now(), closed));
        head = head(chain.last(), closed);
    }

    private LogHead head(Link stand, boolean closed) {
        Checkpoint checkpoint = new Checkpoint(log, stand, now(), closed);
        return new LogHead(checkpoint, key.map(signer -> signed(checkpoint, signer)));
    }

    static String signed(Checkpoint checkpoint, SigningKey signer) {
        try {
            return checkpoint.sign(signer);
        } catch (SignerUnavailableException e) {
            throw new AssertionError(e);
        }
    }

    LogHead head() {
        return head;
    }

    String log() {
        return log;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The verdict on these files by that key and head. */
    static Verdict verdict(List<String> files, LogTrust trust) {
        LogVerifier verifier = new LogVerifier(trust);
        for (int i = 0; i < files.size(); i++) {
            verifier.file("file-" + i);
            String text = files.get(i);
            int from = 0;
            for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
                verifier.take(bytes(text.substring(from, end)), true);
                from = end + 1;
            }
            if (from < text.length()) {
                verifier.take(bytes(text.substring(from)), false);
            }
        }
        return verifier.end();
    }

    LogTrust trust() {
        return new LogTrust(Optional.of(KEY.publicKeys()), SIGNATURES, Optional.of(head));
    }
}
