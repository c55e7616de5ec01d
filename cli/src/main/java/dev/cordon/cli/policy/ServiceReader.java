package dev.cordon.cli.policy;

import dev.cordon.cli.yaml.YamlNode;
import dev.cordon.policy.HostName;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.WorkloadIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads services. */
final class ServiceReader {

    private final Report report;
    private final OfferReader offers;

    ServiceReader(Report report, OpenApiFiles documents) {
        this.report = report;
        this.offers = new OfferReader(report, documents);
    }

    /** A service as far as it is right. */
    Optional<ServiceDraft> read(YamlNode.Entry entry) {
        YamlNode.Scalar name = entry.key();
        if (!ServiceName.isValid(name.text())) {
            report.add(PolicyFault.INVALID_NAME, name.at(), name.text(), Report.our("service"));
            return Optional.empty();
        }
        Optional<Fields> body = Fields.of(entry.value());
        if (body.isEmpty()) {
            Offer unknown = OfferReader.unknown();
            return Optional.of(
                    new ServiceDraft(name, Optional.empty(), List.of(), unknown, List.of(), Optional.empty()));
        }
        Fields fields = body.get();
        Offer offer = offers.read(name, fields);
        return Optional.of(new ServiceDraft(
                name, fields.text("segment"), hosts(fields), offer, identities(fields), publicUrl(fields)));
    }

    private List<YamlNode.Scalar> hosts(Fields fields) {
        List<YamlNode.Scalar> hosts = new ArrayList<>();
        for (YamlNode.Scalar host : fields.texts("hosts")) {
            if (HostName.isValid(host.text())) {
                hosts.add(host);
            } else {
                report.add(PolicyFault.HOST, host.at(), host.text());
            }
        }
        return List.copyOf(hosts);
    }

    private Optional<String> publicUrl(Fields fields) {
        Optional<YamlNode.Scalar> url = fields.text("public-url");
        if (url.isPresent() && !isPublicUrl(url.get().text())) {
            report.add(PolicyFault.PUBLIC_URL, url.get().at(), url.get().text());
            return Optional.empty();
        }
        return url.map(YamlNode.Scalar::text);
    }

    /** An origin, or one with a path that does not end in a slash; what the model of a service takes. */
    private static boolean isPublicUrl(String url) {
        int authority = url.startsWith("https://") ? 8 : url.startsWith("http://") ? 7 : -1;
        if (authority < 0 || url.length() > 512 || url.endsWith("/")) {
            return false;
        }
        int slash = url.indexOf('/', authority);
        int end = slash < 0 ? url.length() : slash;
        return end > authority
                && url.substring(authority, end).chars().allMatch(c -> lowerOrDigit(c) || ".[]:-".indexOf(c) >= 0)
                && url.substring(end).chars().allMatch(c -> lowerOrDigit(c) || upper(c) || "._~/-".indexOf(c) >= 0);
    }

    private static boolean lowerOrDigit(int c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
    }

    private static boolean upper(int c) {
        return c >= 'A' && c <= 'Z';
    }

    private List<ServiceDraft.PlacedIdentity> identities(Fields fields) {
        List<ServiceDraft.PlacedIdentity> identities = new ArrayList<>();
        for (Fields block : fields.blocks("identities")) {
            block.text("spiffe").ifPresent(text -> add(identities, text, spiffe(text)));
            block.text("thumbprint").ifPresent(text -> add(identities, text, thumbprint(text)));
            block.text("dns").ifPresent(text -> add(identities, text, dns(text)));
            block.text("subject").ifPresent(text -> add(identities, text, subject(text)));
        }
        return List.copyOf(identities);
    }

    private static void add(
            List<ServiceDraft.PlacedIdentity> list, YamlNode.Scalar text, Optional<WorkloadIdentity> identity) {
        identity.ifPresent(one -> list.add(new ServiceDraft.PlacedIdentity(one, text)));
    }

    private Optional<WorkloadIdentity> spiffe(YamlNode.Scalar text) {
        if (WorkloadIdentity.SpiffeId.isValid(text.text())) {
            return Optional.of(new WorkloadIdentity.SpiffeId(text.text()));
        }
        report.add(PolicyFault.SPIFFE_ID, text.at(), text.text());
        return Optional.empty();
    }

    private Optional<WorkloadIdentity> thumbprint(YamlNode.Scalar text) {
        Optional<WorkloadIdentity> identity = Thumbprints.parse(text.text()).map(WorkloadIdentity.Thumbprint::new);
        if (identity.isEmpty()) {
            report.add(PolicyFault.THUMBPRINT, text.at(), text.text());
        }
        return identity;
    }

    private Optional<WorkloadIdentity> dns(YamlNode.Scalar text) {
        if (HostName.isValid(text.text())) {
            return Optional.of(new WorkloadIdentity.DnsName(text.text()));
        }
        report.add(PolicyFault.HOST, text.at(), text.text());
        return Optional.empty();
    }

    private Optional<WorkloadIdentity> subject(YamlNode.Scalar text) {
        if (WorkloadIdentity.SubjectName.isValid(text.text())) {
            return Optional.of(new WorkloadIdentity.SubjectName(text.text()));
        }
        report.add(PolicyFault.SUBJECT_NAME, text.at(), text.text());
        return Optional.empty();
    }
}
