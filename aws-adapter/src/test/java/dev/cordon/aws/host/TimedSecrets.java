package dev.cordon.aws.host;

import dev.cordon.aws.rotation.RotatedSecrets;
import dev.cordon.aws.rotation.RotationRefusedException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Secrets whose versions were made when a test says so, else when the emulator does. */
record TimedSecrets(RotatedSecrets real, Map<String, Instant> times) implements RotatedSecrets {

    @Override
    public Described describe(String secret) throws RotationRefusedException {
        return real.describe(secret);
    }

    @Override
    public Instant madeAt(String secret, String version) throws RotationRefusedException {
        Instant made = real.madeAt(secret, version);
        return times.getOrDefault(version, made);
    }

    @Override
    public Optional<String> value(String secret, String version) throws RotationRefusedException {
        return real.value(secret, version);
    }

    @Override
    public void keepPending(String secret, String version, Optional<String> token, String value)
            throws RotationRefusedException {
        real.keepPending(secret, version, token, value);
    }

    @Override
    public void move(String secret, String label, Optional<String> from, Optional<String> to)
            throws RotationRefusedException {
        real.move(secret, label, from, to);
    }
}
