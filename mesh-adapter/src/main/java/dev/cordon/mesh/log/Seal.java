package dev.cordon.mesh.log;

import dev.cordon.chain.Checkpoint;
import dev.cordon.chain.LogHead;
import dev.cordon.token.Signer;
import dev.cordon.token.SignerUnavailableException;
import java.io.IOException;
import java.util.Optional;

/** Signs where a log stands, and keeps its head. What fails is told. For one thread. */
final class Seal {

    private final Optional<Signer> signer;
    private final Complaints complaints;

    /** @param signer empty where nobody signs */
    Seal(Optional<Signer> signer, Complaints complaints) {
        this.signer = signer;
        this.complaints = complaints;
    }

    /** The same, signed; empty where nobody signs, or the signer can't now. */
    Optional<String> sign(Checkpoint stand) {
        try {
            return signer.isPresent() ? Optional.of(stand.sign(signer.get())) : Optional.empty();
        } catch (SignerUnavailableException e) {
            complaints.tell("the log can't be signed now: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Keeps a head, where it is signed if the log is. */
    void keep(LogOutput out, Checkpoint stand) {
        Optional<String> signed = sign(stand);
        if (signed.isEmpty() && signer.isPresent()) {
            return;
        }
        try {
            out.keep(new LogHead(stand, signed));
            complaints.forget();
        } catch (IOException e) {
            complaints.tell(
                    "the log's head can't be written, so a cut at its end would not be seen: " + e.getMessage());
        }
    }
}
