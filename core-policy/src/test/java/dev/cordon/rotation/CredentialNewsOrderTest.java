package dev.cordon.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever hears of a generation may read it at once. */
class CredentialNewsOrderTest {

    private final RotationWorld world = new RotationWorld();
    private final List<Boolean> given = new ArrayList<>();

    private void tell(CredentialNews.Change change) throws CredentialNewsUnavailableException {
        try {
            given.add(world.vault
                    .given(RotationWorld.ORDERS)
                    .filter(id -> id.generation() == change.generation())
                    .isPresent());
        } catch (SecretVaultUnavailableException e) {
            throw new CredentialNewsUnavailableException("the vault does not answer");
        }
    }

    @Test
    void a_generation_is_told_when_its_service_is_given_it_already() throws Exception {
        Rotations rotations = world.rotations(parts -> new Rotations.Parts(
                parts.journal(),
                parts.ledger(),
                parts.vault(),
                parts.revocations(),
                parts.trial(),
                parts.isQuarantined(),
                this::tell));
        for (int second = 1; second < 3; second++) {
            Object unused = rotations.take(RotationWorld.ORDERS, world.deployed(second));
            assertThat(rotations.work(10)).isPositive();
        }

        assertThat(given).containsExactly(true, true);
    }
}
