package dev.cordon.mesh;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection that waits too long: for a question to arrive in full, counted from its first byte so that a byte
 * now and then does not help, or for the next question. When the server stops, a connection between questions is closed
 * at once, one with a question under way after its answer. One per connection, confined to its event loop.
 */
final class ConnectionGuard extends ChannelInboundHandlerAdapter {

    private enum Phase {
        /** Open, and nothing has come yet. */
        FRESH,
        /** A question has begun to arrive. */
        ASKING,
        /** The last question is answered. */
        IDLE
    }

    private final MeshConfig.Limits limits;
    private final Connections connections;
    private Phase phase = Phase.FRESH;
    private long since;

    ConnectionGuard(MeshConfig.Limits limits, Connections connections) {
        this.limits = limits;
        this.connections = connections;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (!connections.admit(context.channel())) {
            ChannelFuture unused = context.close();
            return;
        }
        since = context.executor().ticker().nanoTime();
        schedule(context, limit());
        context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (phase != Phase.ASKING) {
            enter(Phase.ASKING, context);
        }
        context.fireChannelRead(message);
    }

    /** Tells that a question was answered. */
    void answered(ChannelHandlerContext context) {
        enter(Phase.IDLE, context);
    }

    /** Whether the connection shall be closed with its next answer. */
    boolean isLast() {
        return connections.isDraining();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == Connections.DRAIN && phase != Phase.ASKING) {
            // the last answer may be written and not sent yet
            ChannelFuture unused =
                    context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
        context.fireUserEventTriggered(event);
    }

    private void enter(Phase next, ChannelHandlerContext context) {
        phase = next;
        since = context.executor().ticker().nanoTime();
    }

    private long limit() {
        return (phase == Phase.IDLE ? limits.idle() : limits.request()).toNanos();
    }

    /** Looks again when the limit has passed, and no later than a phase entered meanwhile could end. */
    private void schedule(ChannelHandlerContext context, long left) {
        long soonest = Math.min(limits.request().toNanos(), limits.idle().toNanos());
        Object unused =
                context.executor().schedule(() -> check(context), Math.min(left, soonest), TimeUnit.NANOSECONDS);
    }

    private void check(ChannelHandlerContext context) {
        long left = since + limit() - context.executor().ticker().nanoTime();
        if (!context.channel().isActive()) {
            return;
        }
        if (left <= 0) {
            ChannelFuture unused = context.close();
        } else {
            schedule(context, left);
        }
    }
}
