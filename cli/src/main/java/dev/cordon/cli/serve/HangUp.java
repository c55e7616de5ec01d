package dev.cordon.cli.serve;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Runs a task whenever this process gets SIGHUP. The Java platform has no supported way to that, so the one that most
 * runtimes have ({@code jdk.unsupported}) is looked up by name: where it is missing, or the system has no such signal,
 * nothing happens, and replaced files are seen all the same.
 */
final class HangUp {

    private HangUp() {}

    /** Returns whether the signal will be heard. The task runs on a thread of the signal's own. */
    static boolean on(Runnable task) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            MethodHandle run = MethodHandles.publicLookup()
                    .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                    .bindTo(task);
            Object listener =
                    MethodHandleProxies.asInterfaceInstance(handler, MethodHandles.dropArguments(run, 0, signal));
            Object hup = signal.getConstructor(String.class).newInstance("HUP");
            Object before = signal.getMethod("handle", signal, handler).invoke(null, hup, listener);
            // a process that was started to outlive its terminal (nohup) is never told
            return !handler.getField("SIG_IGN").get(null).equals(before);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // a system without the signal, or one where the runtime keeps it for itself (-Xrs)
            return false;
        }
    }
}
