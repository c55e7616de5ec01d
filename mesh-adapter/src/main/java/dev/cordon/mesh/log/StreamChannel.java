package dev.cordon.mesh.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A channel to a stream, which does not tell how much of a failed write it took: none, as far as anybody knows. */
final class StreamChannel implements WritableByteChannel {

    private final OutputStream stream;
    private boolean open = true;

    StreamChannel(OutputStream stream) {
        this.stream = stream;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        int count = bytes.remaining();
        stream.write(bytes.array(), bytes.arrayOffset() + bytes.position(), count);
        stream.flush();
        bytes.position(bytes.limit());
        return count;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() throws IOException {
        open = false;
        stream.close();
    }
}
