package dev.cordon.aws.store.secret;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;

/**
 * A secret's versions as Secrets Manager describes them. Immutable.
 *
 * @param ids the version that has a staging label, by the label
 * @param deleted whether the secret is about to be deleted: nothing of it can be read or changed before it is restored
 */
record Stages(Map<String, String> ids, boolean deleted) {

    static final String CURRENT = "AWSCURRENT";
    static final String PREVIOUS = "AWSPREVIOUS";

    /** Stands before the number of a generation. */
    private static final String GENERATION = "cordon-";

    /** Copies the map. */
    Stages {
        ids = Map.copyOf(ids);
    }

    /** What a description says. */
    static Stages of(DescribeSecretResponse described) {
        Map<String, String> ids = new HashMap<>();
        described
                .versionIdsToStages()
                .forEach((id, labels) -> labels.forEach(label -> {
                    String unused = ids.put(label, id);
                }));
        return new Stages(ids, described.deletedDate() != null);
    }

    /** The label of a generation. */
    static String label(long generation) {
        return GENERATION + generation;
    }

    /** The version with a label. */
    Optional<String> at(String label) {
        return Optional.ofNullable(ids.get(label));
    }

    /** Whether that version has that label. */
    boolean has(String label, String version) {
        return version.equals(ids.get(label));
    }

    /** Whether any generation has a secret. */
    boolean holdAny() {
        return ids.keySet().stream().anyMatch(label -> generation(label).isPresent());
    }

    /** The generations of a version: none or one, but where somebody moved labels by hand. */
    List<Long> generations(String version) {
        List<Long> found = new ArrayList<>();
        ids.forEach((label, id) -> {
            if (id.equals(version)) {
                generation(label).ifPresent(found::add);
            }
        });
        return found;
    }

    private static Optional<Long> generation(String label) {
        try {
            return label.startsWith(GENERATION)
                    ? Optional.of(Long.parseLong(label.substring(GENERATION.length())))
                            .filter(number -> number >= 0 && label(number).equals(label))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
