package dev.cordon.request;

/** Who is called: by the host name of the request, or by name where the enforcement point stands before one service. */
public sealed interface Target {

    /**
     * A host name, compared without regard to ASCII case; a port is ignored.
     *
     * @param host as the request names it
     */
    record OfHost(String host) implements Target {

        /** Lowers ASCII letters, drops a port; any other spelling is kept and will match nothing. */
        public OfHost {
            host = HostText.withoutPort(host);
        }
    }

    /**
     * A service, as the enforcement point's configuration names it.
     *
     * @param name the service's name
     */
    record OfService(String name) implements Target {}
}
