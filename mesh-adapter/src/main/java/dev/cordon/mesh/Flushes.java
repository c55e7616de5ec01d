package dev.cordon.mesh;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The connections of one event loop whose answers are written and not sent yet. They are sent one after the other when
 * the loop has read what had come, or when there are many: who waits for answers is woken once for all of them, where
 * being woken for each would take the core from the questions that wait. Confined to its event loop.
 */
final class Flushes {

    /** More would let the first one wait for longer than it gains. */
    private static final int MOST = 16;

    private static final FastThreadLocal<Flushes> OF_THIS_LOOP = new FastThreadLocal<>() {
        @Override
        protected Flushes initialValue() {
            return new Flushes();
        }
    };

    private final Queue<ChannelHandlerContext> waiting = new ArrayDeque<>(MOST);
    private final Runnable send = this::send;
    private boolean scheduled;

    private Flushes() {}

    /** Sends what is written on that connection, soon. Called on its event loop. */
    static void soon(ChannelHandlerContext context) {
        OF_THIS_LOOP.get().add(context);
    }

    private void add(ChannelHandlerContext context) {
        waiting.add(context);
        if (waiting.size() >= MOST) {
            flush();
        } else if (!scheduled) {
            context.executor().execute(send);
            scheduled = true;
        }
    }

    private void send() {
        scheduled = false;
        flush();
    }

    private void flush() {
        for (ChannelHandlerContext next = waiting.poll(); next != null; next = waiting.poll()) {
            next.flush();
        }
    }
}
