package dev.cordon.gate;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Makes decision ids: 128 bits in base64url, 22 characters. They must be unique, not secret, so each thread has fast
 * generators of its own, with 128 bits of state that the system's randomness seeds once.
 */
public final class DecisionIds implements Supplier<String> {

    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final ThreadLocal<SplittableRandom[]> generators;

    /** Ids from that randomness. */
    public DecisionIds(SecureRandom seeds) {
        generators = ThreadLocal.withInitial(() ->
                new SplittableRandom[] {new SplittableRandom(seeds.nextLong()), new SplittableRandom(seeds.nextLong())
                });
    }

    @Override
    public String get() {
        SplittableRandom[] halves = generators.get();
        ByteBuffer id = ByteBuffer.allocate(16).putLong(halves[0].nextLong()).putLong(halves[1].nextLong());
        return TEXT.encodeToString(id.array());
    }
}
