package dev.cordon.policy;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A workload that belongs to exactly one segment; it calls and is called.
 *
 * @param name shares one namespace with segments
 * @param segment the segment it belongs to
 * @param hosts the host names under which it is called; services may share one if their operations differ
 * @param operations what it offers; {@link Operations.All} takes every method and path
 * @param identities how its client certificate names it
 * @param publicUrl the origin under which callers reach it, such as {@code https://payments.shop.example}: what a DPoP
 *     proof's {@code htu} is compared with, never the Host header
 */
public record Service(
        ServiceName name,
        SegmentName segment,
        List<String> hosts,
        Optional<Operations> operations,
        List<WorkloadIdentity> identities,
        Optional<String> publicUrl) {

    private static final String SCHEME = "https://";
    private static final Pattern PUBLIC_URL =
            Pattern.compile("https?://[a-z0-9.\\[\\]:-]+(/[A-Za-z0-9._~/-]*[A-Za-z0-9._~-])?");

    /** @throws IllegalArgumentException where a host is no host name or the URL is no https origin */
    public Service {
        hosts = Distinct.copyOf(hosts);
        identities = Distinct.copyOf(identities);
        for (String host : hosts) {
            if (!HostName.isValid(host)) {
                throw new IllegalArgumentException("`" + host + "` is no lowercase host name");
            }
        }
        if (publicUrl.isEmpty() && !hosts.isEmpty()) {
            publicUrl = Optional.of(SCHEME + hosts.get(0));
        }
        if (publicUrl.isPresent()
                && !isOriginOf(hosts, publicUrl.get())
                && !PUBLIC_URL.matcher(publicUrl.get()).matches()) {
            throw new IllegalArgumentException(
                    "public URL `" + publicUrl.get() + "` must be an origin with an optional path");
        }
    }

    /** Whether it is the origin of the first host, which needs no second look. */
    private static boolean isOriginOf(List<String> hosts, String url) {
        return !hosts.isEmpty()
                && url.startsWith(SCHEME)
                && url.length() == SCHEME.length() + hosts.get(0).length()
                && url.endsWith(hosts.get(0));
    }
}
