package dev.cordon.decision;

import dev.cordon.policy.Policy;
import dev.cordon.policy.WorkloadIdentity;
import dev.cordon.request.ClientCertificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which service a client certificate names. */
final class Identities {

    /** No service. */
    static final int NOBODY = -1;
    /** More than one service. */
    static final int SEVERAL = -2;

    private final Map<String, Integer> spiffeIds = new HashMap<>();
    private final Map<String, Integer> thumbprints = new HashMap<>();
    private final Map<String, Integer> dnsNames = new HashMap<>();
    private final Map<String, Integer> subjects = new HashMap<>();

    Identities(Policy policy) {
        for (int i = 0; i < policy.services().size(); i++) {
            for (WorkloadIdentity identity : policy.services().get(i).identities()) {
                add(identity, i);
            }
        }
    }

    private void add(WorkloadIdentity identity, int service) {
        if (identity instanceof WorkloadIdentity.SpiffeId id) {
            put(spiffeIds, id.uri(), service);
        } else if (identity instanceof WorkloadIdentity.Thumbprint print) {
            put(thumbprints, print.sha256().text(), service);
        } else if (identity instanceof WorkloadIdentity.DnsName dns) {
            put(dnsNames, dns.name(), service);
        } else if (identity instanceof WorkloadIdentity.SubjectName subject) {
            put(subjects, subject.distinguishedName(), service);
        }
    }

    /** Two services of one identity leave it ambiguous. */
    private static void put(Map<String, Integer> map, String key, int service) {
        map.merge(key, service, (before, after) -> before.equals(after) ? before : SEVERAL);
    }

    /** The service's number, {@link #NOBODY} or {@link #SEVERAL}. */
    int service(ClientCertificate certificate) {
        int found = thumbprints.getOrDefault(certificate.thumbprint().text(), NOBODY);
        String spiffeId = certificate.spiffeId().orElse("");
        found = merge(found, spiffeIds.getOrDefault(spiffeId, NOBODY));
        found = merge(found, subjects.getOrDefault(certificate.subject(), NOBODY));
        List<String> names = certificate.dnsNames();
        for (int i = 0; i < names.size(); i++) {
            found = merge(found, dnsNames.getOrDefault(names.get(i), NOBODY));
        }
        return found;
    }

    boolean knowsDnsName(String name) {
        return dnsNames.containsKey(name);
    }

    boolean knowsSubject(String distinguishedName) {
        return subjects.containsKey(distinguishedName);
    }

    private static int merge(int before, int more) {
        if (more == NOBODY || before == more) {
            return before;
        }
        return before == NOBODY ? more : SEVERAL;
    }
}
