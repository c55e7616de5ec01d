package dev.cordon.mesh.log;

import dev.cordon.chain.LogHead;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Instant;

/** Where the bytes of a log go. For one thread. */
interface LogOutput extends Closeable {

    /** Writes all, or as much as can be: how many bytes, from the first on. */
    int write(byte[] bytes);

    /** How long it is. */
    long size();

    /** Whether a head can be kept beside it. */
    boolean hasHead();

    /** Keeps a head in the place of the one before. */
    void keep(LogHead head) throws IOException;

    /** Whether another file must be begun, for this one has lost its name. */
    boolean isMoved();

    /**
     * Gives this one another name, so that its own is free.
     *
     * @return whether it has another name now
     */
    boolean setAside(Instant now) throws IOException;

    /** Opens what has the name now. */
    LogOutput next() throws IOException;

    /** Writes through a channel; a failure leaves what was written before. */
    static int write(WritableByteChannel channel, byte[] bytes) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        try {
            while (rest.hasRemaining() && channel.write(rest) >= 0) {
                // again, for a channel may take less than it is given
            }
        } catch (IOException e) {
            // told by the count, since what was written stays
        }
        return rest.position();
    }
}
