package dev.cordon.tests.surroundings;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A way to a server on this machine that can be cut: connections end at once, and new ones are refused. */
public final class Relay implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final int target;
    private volatile boolean cut;

    /** A way to that port. */
    public Relay(int target) throws IOException {
        this.target = target;
        threads.execute(this::accept);
    }

    /** Where it begins. */
    public int port() {
        return server.getLocalPort();
    }

    /** Cuts it. */
    public void cut() throws IOException {
        cut = true;
        for (Socket socket : open) {
            socket.close();
        }
    }

    /** Mends it. */
    public void mend() {
        cut = false;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                open.add(near);
                if (cut) {
                    near.close();
                    continue;
                }
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(far);
                threads.execute(() -> pump(near, far));
                threads.execute(() -> pump(far, near));
            } catch (IOException e) {
                // whoever called sees it as the end of its connection
            }
        }
    }

    private void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // one end went away, so does the other
        } finally {
            open.remove(from);
        }
    }

    @Override
    public void close() throws IOException {
        cut();
        server.close();
        threads.shutdownNow();
    }
}
