package dev.cordon.mesh;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The open connections, counted and capped. */
final class Connections {

    /** Tells a connection that the server stops. */
    static final Object DRAIN = new Object();

    private final int most;
    private final AtomicInteger open = new AtomicInteger();
    private final LongAdder refused = new LongAdder();
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private volatile boolean draining;

    Connections(int most) {
        this.most = most;
    }

    /** Counts a new connection in, until it closes; false where it must be closed at once. */
    boolean admit(Channel channel) {
        if (open.incrementAndGet() > most || draining) {
            open.decrementAndGet();
            refused.increment();
            return false;
        }
        channel.closeFuture().addListener(closed -> open.decrementAndGet());
        channels.add(channel);
        return true;
    }

    int count() {
        return open.get();
    }

    /** How many were closed at once. */
    long refused() {
        return refused.sum();
    }

    boolean isDraining() {
        return draining;
    }

    /** Closes idle connections now, busy ones after their answer, and all that are left when the time is over. */
    void drain(Duration patience) {
        draining = true;
        for (Channel channel : channels) {
            channel.eventLoop().execute(() -> channel.pipeline().fireUserEventTriggered(DRAIN));
        }
        channels.newCloseFuture().awaitUninterruptibly(patience.toMillis());
        channels.close().awaitUninterruptibly();
    }
}
