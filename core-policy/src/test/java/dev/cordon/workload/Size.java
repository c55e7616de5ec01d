package dev.cordon.workload;

/** How large a policy is. */
public enum Size {
    /** 10 segments, 50 services, 200 operations, 200 flows. */
    S(10, 50, 200),
    /** 50 segments, 500 services, 5,000 operations, 5,000 flows. */
    M(50, 500, 5_000),
    /** 200 segments, 5,000 services, 50,000 operations, 50,000 flows. */
    L(200, 5_000, 50_000);

    private final int segments;
    private final int services;
    private final int operations;

    Size(int segments, int services, int operations) {
        this.segments = segments;
        this.services = services;
        this.operations = operations;
    }

    /** How many segments. */
    public int segments() {
        return segments;
    }

    /** How many services. */
    public int services() {
        return services;
    }

    /** How many operations all services together have; there are as many flows. */
    public int operations() {
        return operations;
    }
}
