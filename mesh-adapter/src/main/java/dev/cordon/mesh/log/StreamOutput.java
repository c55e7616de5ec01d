package dev.cordon.mesh.log;

import dev.cordon.chain.LogHead;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.time.Instant;

/** A stream: nobody can look back into it, and it is never another one. */
final class StreamOutput implements LogOutput {

    private final WritableByteChannel channel;
    private long size;

    StreamOutput(WritableByteChannel channel) {
        this.channel = channel;
    }

    @Override
    public int write(byte[] bytes) {
        int written = LogOutput.write(channel, bytes);
        size += written;
        return written;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean hasHead() {
        return false;
    }

    @Override
    public void keep(LogHead head) {
        throw new UnsupportedOperationException("a stream has no place beside it");
    }

    @Override
    public boolean isMoved() {
        return false;
    }

    @Override
    public boolean setAside(Instant now) {
        return false;
    }

    @Override
    public LogOutput next() {
        return this;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
