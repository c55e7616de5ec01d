package dev.cordon.aws.rotation;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Secrets as a rotation sees them: versions by their ids, with staging labels. Implementations are safe for use by many
 * threads; every method throws {@link RotationRefusedException} where there is no answer that can be used.
 */
public interface RotatedSecrets {

    /** The label of the version that is in use. */
    String CURRENT = "AWSCURRENT";

    /** The label of the one before. */
    String PREVIOUS = "AWSPREVIOUS";

    /** The label of the one that a rotation makes. */
    String PENDING = "AWSPENDING";

    /**
     * A secret.
     *
     * @param name its name
     * @param rotates whether it is to be rotated
     * @param labels of its versions, by id
     */
    record Described(String name, boolean rotates, Map<String, Set<String>> labels) {

        /** Copies the map. */
        public Described {
            labels = Map.copyOf(labels);
        }

        /** Whether that version has that label. */
        public boolean has(String version, String label) {
            return labels.getOrDefault(version, Set.of()).contains(label);
        }

        /** The version that has a label. */
        public Optional<String> at(String label) {
            return labels.entrySet().stream()
                    .filter(version -> version.getValue().contains(label))
                    .map(Map.Entry::getKey)
                    .findFirst();
        }
    }

    /** What there is of a secret, by its name or ARN. */
    Described describe(String secret) throws RotationRefusedException;

    /** When a version was made. */
    Instant madeAt(String secret, String version) throws RotationRefusedException;

    /** The value of a version; empty where it has none. */
    Optional<String> value(String secret, String version) throws RotationRefusedException;

    /**
     * Gives a version the value that a rotation made.
     *
     * @param token what Secrets Manager gave with the rotation, to be handed back; empty where it gave none
     */
    void keepPending(String secret, String version, Optional<String> token, String value)
            throws RotationRefusedException;

    /**
     * Moves a label, if it is where it was seen.
     *
     * @param from the version that has it; empty where none has
     * @param to the version that is to have it; empty for none
     */
    void move(String secret, String label, Optional<String> from, Optional<String> to) throws RotationRefusedException;
}
