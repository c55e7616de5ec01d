package dev.cordon.cli.serve;

import dev.cordon.cli.CommandException;
import dev.cordon.mesh.MeshConfig;
import dev.cordon.mesh.ProxyKind;
import dev.cordon.network.Cidr;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Who asks, and what is believed of them. */
final class ProxyOptions {

    @Option(
            names = "--proxy",
            paramLabel = "KIND",
            description = "who asks: nginx, caddy, traefik or envoy (default: nginx)")
    private String proxy = "nginx";

    @Option(
            names = "--trusted-proxy",
            paramLabel = "CIDR",
            description = "who may ask and whose headers count; may be repeated (default: this machine)")
    private List<String> proxies = new ArrayList<>();

    @Option(names = "--pin-service", description = "take the target from X-Cordon-Service, which the proxy sets")
    private boolean pinService;

    /**
     * The configuration with these proxies.
     *
     * @throws CommandException where a kind or an address is none
     */
    MeshConfig of(MeshConfig plain) throws CommandException {
        List<Cidr> trusted = new ArrayList<>();
        for (String proxy : proxies) {
            trusted.add(
                    Cidr.parse(proxy).orElseThrow(() -> CommandException.badInput("`" + proxy + "` is no CIDR block")));
        }
        MeshConfig config = plain.askedBy(kind());
        config = trusted.isEmpty() ? config : config.trusting(trusted);
        return pinService ? config.pinningService() : config;
    }

    private ProxyKind kind() throws CommandException {
        return switch (proxy) {
            case "nginx" -> ProxyKind.NGINX;
            case "caddy" -> ProxyKind.CADDY;
            case "traefik" -> ProxyKind.TRAEFIK;
            case "envoy" -> ProxyKind.ENVOY;
            default -> throw CommandException.badInput("`--proxy " + proxy + "`: write nginx, caddy, traefik or envoy");
        };
    }
}
