package dev.cordon.lifecycle;

import dev.cordon.policy.Party;
import java.util.Locale;

/**
 * Something that is not as it should be.
 *
 * @param kind what
 * @param about of which service or segment
 * @param detail what was found, in one line without secrets
 * @param remedy what is done about it, or is to be done
 */
public record Finding(Kind kind, Party about, String detail, Remedy remedy) {

    /** What may be found. */
    public enum Kind {
        /** It runs, and no event told of it, or none since it was retired. */
        NOT_REGISTERED,
        /** It is registered and does not run. */
        NOT_RUNNING,
        /** It is registered, and the policy does not know it: nobody may call it, and it may call nobody. */
        WITHOUT_SEGMENT,
        /** It is reached where the policy does not know it: calls to it there are denied. */
        UNKNOWN_ENDPOINT,
        /** It is to take no new callers by an operation that the policy does not list, which denies nobody. */
        UNKNOWN_OPERATION,
        /** It is a segment of the policy, and no service is in it. */
        EMPTY_SEGMENT,
        /** The policy has its secret replaced, and no event told of it. */
        NEVER_SEEN,
        /** It should have a secret, and none is there nor on its way. */
        WITHOUT_SECRET,
        /** It is retired, and not all that it had is over. */
        NOT_OVER,
        /** A generation of its credential was given up. */
        PARKED,
        /** A secret is kept of a generation that is over. */
        ORPHANED_SECRET;

        /** The word for it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What becomes of it. */
    public enum Remedy {
        /** It was begun to mend it, and nobody need do anything. */
        MENDED,
        /** It would be mended, had it not been asked for a look alone. */
        WOULD_MEND,
        /** Somebody must look. */
        LOOK;

        /** The word for it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
