package dev.cordon.revocation;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * From when on what a service was issued may be good. A cut-off also kills what was issued up to
 * {@link RevocationList#LEEWAY} after it: the clocks of those who issue and those who revoke differ. Immutable.
 */
public final class CutOffs {

    /** Before all times, and far from an overflow. */
    private static final long NEVER = Long.MIN_VALUE / 2;

    private final Map<String, Long> tokens = new HashMap<>();
    private final Map<String, Long> credentials = new HashMap<>();
    private final long epoch;

    CutOffs(Collection<Revocation> entries) {
        long latest = NEVER;
        for (Revocation entry : entries) {
            if (entry instanceof Revocation.IssuedBefore cut) {
                tokens.merge(cut.service().text(), cut.second(), Math::max);
                if (cut.credentials()) {
                    credentials.merge(cut.service().text(), cut.second(), Math::max);
                }
            } else if (entry instanceof Revocation.Epoch start) {
                latest = Math.max(latest, start.second());
            }
        }
        epoch = latest;
    }

    /** Whether a token or API key that this service was issued at that second, in seconds, is dead. */
    public boolean kills(String service, long issuedAt) {
        return isEarly(tokens, service, issuedAt);
    }

    /** Whether a credential that this service was given at that second is dead. */
    public boolean killsCredential(String service, long createdAt) {
        return isEarly(credentials, service, createdAt);
    }

    /** Whether a token that anybody was issued at that second is dead, and what came by it. API keys are no tokens. */
    public boolean isBeforeEpoch(long issuedAt) {
        return issuedAt < epoch + RevocationList.LEEWAY;
    }

    private static boolean isEarly(Map<String, Long> cutOffs, String service, long second) {
        Long cutOff = cutOffs.get(service);
        return cutOff != null && second < cutOff + RevocationList.LEEWAY;
    }
}
