package dev.cordon.aws.bridge;

import dev.cordon.registry.ServiceEvent;
import java.util.Locale;

/** What an event of EventBridge is to the services' lives. */
public sealed interface BridgeReading {

    /**
     * It tells of a service.
     *
     * @param event the same in Cordon's words
     */
    record Told(ServiceEvent event) implements BridgeReading {}

    /**
     * Nothing follows from it.
     *
     * @param why for the count of such events
     */
    record Passed(Why why) implements BridgeReading {}

    /**
     * It must not be believed.
     *
     * @param why in one line, without anything secret
     */
    record Refused(String why) implements BridgeReading {}

    /** Why nothing follows from an event. */
    enum Why {
        /** The call of AWS's API that it tells of failed. */
        CALL_FAILED,
        /** The call of AWS's API that it tells of only tried. */
        CALL_TRIED,
        /** It tells of one version or alias of a function, which lives on. */
        OF_ONE_VERSION,
        /** A deployment has begun or failed: one that is completed counts. */
        NOT_COMPLETED,
        /** It tells of a resource that is no service. */
        NO_SERVICE,
        /** It tells of nothing that a service's life goes by. */
        OTHER;

        /** The word for it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
