package dev.cordon.mesh.admin;

import dev.cordon.decision.CompiledPolicy;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.ServiceName;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Names as arguments have them. One that the policy in use does not have would kill nothing, and whoever misspelt it
 * would not know; where no policy is in use here every name is taken.
 */
final class KnownNames {

    private final Supplier<Optional<CompiledPolicy>> policy;

    KnownNames(Supplier<Optional<CompiledPolicy>> policy) {
        this.policy = policy;
    }

    ServiceName service(Arguments arguments) {
        ServiceName name = new ServiceName(arguments.text("service"));
        require(
                policy.get()
                        .filter(known -> known.serviceNamed(name.text()).isEmpty())
                        .isEmpty(),
                "service",
                name);
        return name;
    }

    SegmentName segment(Arguments arguments) {
        SegmentName name = new SegmentName(arguments.text("segment"));
        require(
                policy.get()
                        .filter(known -> known.source().segments().stream()
                                .noneMatch(one -> one.name().equals(name)))
                        .isEmpty(),
                "segment",
                name);
        return name;
    }

    IssuerName issuer(Arguments arguments) {
        IssuerName name = new IssuerName(arguments.text("issuer"));
        require(
                policy.get()
                        .filter(known -> known.source().issuers().stream()
                                .noneMatch(one -> one.name().equals(name)))
                        .isEmpty(),
                "issuer",
                name);
        return name;
    }

    private static void require(boolean known, String what, Object name) {
        if (!known) {
            throw new IllegalArgumentException("the policy in use has no " + what + " `" + name + "`: nothing is done");
        }
    }
}
