package dev.cordon.cli.policy;

import dev.cordon.cli.yaml.YamlNode;
import dev.cordon.policy.Membership;
import dev.cordon.policy.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads who belongs to a segment without being named. */
final class MembershipReader {

    private final Report report;

    MembershipReader(Report report) {
        this.report = report;
    }

    /** Those that are right; what is wrong is reported. */
    List<Membership> read(Fields segment) {
        return segment.blocks("members").stream()
                .flatMap(block -> read(block, segment).stream())
                .toList();
    }

    private Optional<Membership> read(Fields block, Fields segment) {
        List<String> accounts = new ArrayList<>();
        List<Tag> tags = new ArrayList<>();
        boolean right = true;
        for (YamlNode.Scalar text : block.texts("accounts")) {
            right &= account(text, accounts);
        }
        for (YamlNode.Scalar text : block.texts("tags")) {
            right &= tag(text, tags);
        }
        Optional<YamlNode.Scalar> spiffe = block.text("spiffe");
        if (spiffe.filter(text -> !Membership.isSpiffe(text.text())).isPresent()) {
            report.add(PolicyFault.SPIFFE_IDS, spiffe.get().at(), spiffe.get().text());
            right = false;
        }
        if (right && tags.isEmpty() && spiffe.isEmpty()) {
            report.add(PolicyFault.MEMBERS_BY_NOTHING, segment.at("members"));
            right = false;
        } else if (right && !tags.isEmpty() && accounts.isEmpty()) {
            report.add(PolicyFault.MEMBERS_OF_ANYWHERE, block.at("tags"));
            right = false;
        }
        return right
                ? Optional.of(new Membership(accounts, tags, spiffe.map(YamlNode.Scalar::text)))
                : Optional.empty();
    }

    private boolean account(YamlNode.Scalar text, List<String> accounts) {
        accounts.add(text.text());
        boolean right = Membership.isAccount(text.text());
        if (!right) {
            report.add(PolicyFault.ACCOUNT, text.at(), text.text());
        }
        return right;
    }

    private boolean tag(YamlNode.Scalar text, List<Tag> tags) {
        Optional<Tag> tag = Tag.parse(text.text());
        tag.ifPresent(tags::add);
        if (tag.isEmpty()) {
            report.add(PolicyFault.SERVICE_TAG, text.at(), text.text());
        }
        return tag.isPresent();
    }
}
