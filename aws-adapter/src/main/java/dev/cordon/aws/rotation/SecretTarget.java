package dev.cordon.aws.rotation;

import java.time.Instant;
import java.util.Optional;

/**
 * What a secret is a secret of, such as a user of a database or a key of somebody's API: how another one is made there,
 * set and tried. Found by {@link java.util.ServiceLoader} among what is beside the function's package, such as the jar
 * of a layer in {@code java/lib}. Secrets Manager may ask for each step again, after any that broke off, and so each
 * must be one that can be repeated. Implementations are safe for use by many threads, have a constructor without
 * parameters, and never put a value into a message.
 */
public interface SecretTarget {

    /**
     * A rotation.
     *
     * @param secret the secret's name
     * @param id another one for each rotation, and the same in all of its steps: the id of the version that comes
     * @param askedAt when it was asked for
     */
    record Rotation(String secret, String id, Instant askedAt) {}

    /**
     * What a secret is and will be.
     *
     * @param current what is in use; empty where nothing is yet
     * @param pending what takes its place
     */
    record Values(Optional<String> current, String pending) {

        /** Shows nothing of them. */
        @Override
        public String toString() {
            return "values of a secret";
        }
    }

    /** Whether this target knows the secret of that name. */
    boolean takes(String secret);

    /**
     * Another value, which nobody uses yet. Once it is kept it is not asked for again.
     *
     * @param current what is in use; empty where nothing is yet
     */
    String make(Rotation rotation, Optional<String> current) throws RotationRefusedException;

    /** Has the target take what is pending, beside what is current where it can have both. */
    void set(Rotation rotation, Values values) throws RotationRefusedException;

    /** Tries what is pending. */
    void test(Rotation rotation, Values values) throws RotationRefusedException;

    /** Told before what is pending becomes what is current. */
    default void finishing(Rotation rotation, Values values) throws RotationRefusedException {
        // most have nothing to do
    }

    /** Told after that. */
    default void finished(Rotation rotation) throws RotationRefusedException {
        // most have nothing to do
    }
}
