package dev.cordon.aws.cache;

import java.time.Instant;

/**
 * When a stage forgot its answers, and what had changed by then.
 *
 * @param revocations the revision of the revocations
 * @param services the revision of the registered services
 * @param at when
 * @param settled whether every enforcement point knew of that by then, so that no older answer was kept since
 */
public record FlushNote(long revocations, long services, Instant at, boolean settled) {

    boolean isOf(long knownRevocations, long knownServices) {
        return revocations == knownRevocations && services == knownServices;
    }
}
