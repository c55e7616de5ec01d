package dev.cordon.aws.host;

import dev.cordon.aws.bridge.BridgeRules;
import dev.cordon.aws.cache.ApiCaches;
import dev.cordon.aws.connection.ConnectionNotes;
import dev.cordon.aws.connection.Connections;
import dev.cordon.aws.control.SecretsSettings;
import dev.cordon.aws.rotation.RotatedSecrets;
import dev.cordon.issuance.IssuingKeys;
import dev.cordon.issuance.PlatformIdentities;
import dev.cordon.lifecycle.ServiceInventory;
import dev.cordon.publication.HeadStore;
import dev.cordon.publication.ObjectStore;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is had of AWS, with other secrets. */
record Replaced(ControlAccess real, RotatedSecrets rotatedSecrets) implements ControlAccess {

    @Override
    public ObjectStore objects(String bucket, String prefix) {
        return real.objects(bucket, prefix);
    }

    @Override
    public HeadStore heads(String table) {
        return real.heads(table);
    }

    @Override
    public Kept kept(String table, String heads, SecretsSettings secrets, InstantSource clock) {
        return real.kept(table, heads, secrets, clock);
    }

    @Override
    public IssuingKeys keys(String issuer, List<String> keys) {
        return real.keys(issuer, keys);
    }

    @Override
    public ApiCaches caches(Optional<URI> endpoint) {
        return real.caches(endpoint);
    }

    @Override
    public Connections connections(Optional<URI> endpoint) {
        return real.connections(endpoint);
    }

    @Override
    public ConnectionNotes connectionNotes(String table) {
        return real.connectionNotes(table);
    }

    @Override
    public ServiceInventory inventory(BridgeRules rules, String account, Optional<URI> endpoint) {
        return real.inventory(rules, account, endpoint);
    }

    @Override
    public PlatformIdentities platforms(Set<String> regions, Optional<URI> endpoint) {
        return real.platforms(regions, endpoint);
    }
}
