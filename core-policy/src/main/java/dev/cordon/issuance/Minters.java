package dev.cordon.issuance;

import dev.cordon.token.SegmentTokenMinter;
import dev.cordon.token.SignerUnavailableException;
import java.time.Instant;

/** Makes tokens with the key that signs at a time. Implementations are safe for use by many threads. */
public interface Minters {

    /**
     * What makes tokens at that time.
     *
     * @throws SignerUnavailableException where no key signs then
     */
    SegmentTokenMinter at(Instant now) throws SignerUnavailableException;
}
