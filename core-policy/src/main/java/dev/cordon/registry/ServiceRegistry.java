package dev.cordon.registry;

/** What is known of services as they live, beyond the policy. Immutable; empty until services register. */
public final class ServiceRegistry {

    private static final ServiceRegistry EMPTY = new ServiceRegistry(0);

    private final long revision;

    private ServiceRegistry(long revision) {
        this.revision = revision;
    }

    /** The registry that knows no service, of revision 0. */
    public static ServiceRegistry empty() {
        return EMPTY;
    }

    /** Grows with every change of the registry. */
    public long revision() {
        return revision;
    }
}
