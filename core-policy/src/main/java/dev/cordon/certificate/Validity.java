package dev.cordon.certificate;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * When a chain of certificates is valid: while each of them is (RFC 5280 §6.1.3).
 *
 * @param from the first instant
 * @param until the last instant
 */
record Validity(Instant from, Instant until) {

    static Validity of(List<X509Certificate> chain) {
        Instant from = Instant.MIN;
        Instant until = Instant.MAX;
        for (X509Certificate one : chain) {
            Instant start = one.getNotBefore().toInstant();
            Instant end = one.getNotAfter().toInstant();
            from = start.isAfter(from) ? start : from;
            until = end.isBefore(until) ? end : until;
        }
        return new Validity(from, until);
    }

    boolean contains(Instant now) {
        return !now.isBefore(from) && !now.isAfter(until);
    }
}
