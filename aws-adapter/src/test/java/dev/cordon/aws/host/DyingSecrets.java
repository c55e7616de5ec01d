package dev.cordon.aws.host;

import dev.cordon.aws.rotation.RotatedSecrets;
import dev.cordon.aws.rotation.RotationRefusedException;
import java.time.Instant;
import java.util.Optional;

/** Secrets of a process that dies before one of its requests, and so after the one before. */
final class DyingSecrets implements RotatedSecrets {

    private final RotatedSecrets real;
    private final int at;
    private int requests;

    /** @param at at which request, from 0 */
    DyingSecrets(RotatedSecrets real, int at) {
        this.real = real;
        this.at = at;
    }

    boolean hasDied() {
        return requests > at;
    }

    /** A request. */
    private interface Request<T> {
        T send() throws RotationRefusedException;
    }

    private <T> T dying(Request<T> request) throws RotationRefusedException {
        if (requests++ == at) {
            throw new RotationRefusedException("died");
        }
        return request.send();
    }

    @Override
    public Described describe(String secret) throws RotationRefusedException {
        return dying(() -> real.describe(secret));
    }

    @Override
    public Instant madeAt(String secret, String version) throws RotationRefusedException {
        return dying(() -> real.madeAt(secret, version));
    }

    @Override
    public Optional<String> value(String secret, String version) throws RotationRefusedException {
        return dying(() -> real.value(secret, version));
    }

    @Override
    public void keepPending(String secret, String version, Optional<String> token, String value)
            throws RotationRefusedException {
        Object unused = dying(() -> {
            real.keepPending(secret, version, token, value);
            return version;
        });
    }

    @Override
    public void move(String secret, String label, Optional<String> from, Optional<String> to)
            throws RotationRefusedException {
        Object unused = dying(() -> {
            real.move(secret, label, from, to);
            return label;
        });
    }
}
