package dev.cordon.rotation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Ports where something strikes before and after each call. */
public final class Struck {

    /** The process is dead: nothing catches that. */
    public static final class Death extends Error {

        private static final long serialVersionUID = 1L;
    }

    /** What strikes: it throws, or nothing happens. */
    @FunctionalInterface
    public interface Strike {
        void now() throws Exception;
    }

    private Struck() {}

    /** That store, with what strikes before and after each call of it. */
    public static <T> T port(Class<T> port, T store, Strike strike) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, args) -> {
            strike.now();
            try {
                Object result = method.invoke(store, args);
                strike.now();
                return result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
