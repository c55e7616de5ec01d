package dev.cordon.cli.policy;

import dev.cordon.cli.yaml.YamlNode;
import dev.cordon.network.Cidr;
import dev.cordon.network.IpAddress;
import dev.cordon.policy.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads address blocks. */
final class NetworkReader {

    /** Beyond this many, blocks are not compared with each other. */
    private static final int MOST_COMPARED = 500;

    private record Block(Cidr cidr, YamlNode.Scalar text) {}

    private final Report report;

    NetworkReader(Report report) {
        this.report = report;
    }

    Optional<Condition> read(List<YamlNode.Scalar> texts) {
        List<Block> blocks = new ArrayList<>();
        for (YamlNode.Scalar text : texts) {
            Optional<Cidr> cidr = Cidr.parse(text.text());
            if (cidr.isEmpty()) {
                refuse(text);
            }
            cidr.ifPresent(block -> blocks.add(new Block(block, text)));
        }
        if (blocks.size() <= MOST_COMPARED) {
            blocks.forEach(block -> warnIfCovered(block, blocks));
        }
        List<Cidr> cidrs = blocks.stream().map(Block::cidr).toList();
        return cidrs.isEmpty() ? Optional.empty() : Optional.of(new Condition.Network(cidrs));
    }

    private void warnIfCovered(Block block, List<Block> blocks) {
        for (Block other : blocks) {
            boolean wider = other.cidr().prefix() < block.cidr().prefix();
            if (wider && other.cidr().contains(block.cidr().base())) {
                report.add(
                        RuleFault.NETWORK_COVERED,
                        block.text().at(),
                        block.text().text(),
                        other.text().text());
                return;
            }
        }
    }

    /** Shorter prefixes are tried until one has no host bits, to tell the author which block was probably meant. */
    private void refuse(YamlNode.Scalar text) {
        int slash = text.text().indexOf('/');
        Optional<IpAddress> address =
                slash < 0 ? Optional.empty() : IpAddress.parse(text.text().substring(0, slash));
        Optional<Cidr> block = address.flatMap(ip -> enclosing(ip, text.text().substring(slash + 1)));
        if (block.isEmpty()) {
            report.add(RuleFault.NETWORK, text.at(), text.text());
        } else {
            String single = text.text().substring(0, slash);
            report.add(
                    RuleFault.NETWORK_HOST_BITS,
                    text.at(),
                    text.text(),
                    block.get().toString(),
                    single);
        }
    }

    /** The block of an address and the digits of a prefix. */
    private static Optional<Cidr> enclosing(IpAddress address, String digits) {
        String zero = address.isIpv4() ? "0.0.0.0/" : "::/";
        Optional<Cidr> prefix = Cidr.parse(zero + digits);
        return prefix.map(block -> {
            int bits = block.prefix();
            long high = address.high() & (bits == 0 ? 0 : bits >= 64 ? -1L : -1L << 64 - bits);
            long low = address.low() & (bits <= 64 ? 0 : -1L << 128 - bits);
            return new Cidr(new IpAddress(high, low), bits);
        });
    }
}
