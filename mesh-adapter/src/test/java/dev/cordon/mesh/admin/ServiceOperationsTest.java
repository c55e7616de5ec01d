package dev.cordon.mesh.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.document.Json;
import dev.cordon.mesh.store.EmbeddedStore;
import dev.cordon.policy.Environment;
import dev.cordon.policy.ServiceName;
import dev.cordon.registry.RegisteredService;
import dev.cordon.registry.ServiceEvent;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServiceOperationsTest {

    @TempDir
    private Path folder;

    private EmbeddedStore store;

    @BeforeEach
    void open() throws Exception {
        store = AdminStores.open(folder.resolve("store"));
        for (String service : new String[] {"orders-api", "stranger"}) {
            ServiceEvent deployed = new ServiceEvent(
                    ServiceEvent.Kind.DEPLOYED,
                    new ServiceName(service),
                    new Environment("production"),
                    ServiceEvent.Details.NONE,
                    new ServiceEvent.Origin("deployer", "e-" + service, AdminStores.NOW));
            RegisteredService registered = RegisteredService.after(Optional.empty(), deployed, AdminStores.NOW)
                    .orElseThrow();
            assertThat(store.registry().replace(Optional.empty(), registered)).isTrue();
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    private String found(AdminSettings settings, String service) {
        return new AdminHandler(store, settings)
                .answer(new AdminRequest(
                        "services/list", Json.object().put("service", service).build()))
                .reveal()
                .toCanonical();
    }

    @Test
    void a_service_that_no_segment_has_is_held() {
        AdminSettings settings = AdminStores.running(store);
        assertThat(found(settings, "orders-api"))
                .contains("\"segment\":\"apis\"")
                .doesNotContain("held");
        assertThat(found(settings, "stranger")).contains("\"held\":true").doesNotContain("segment");
    }

    @Test
    void where_no_policy_is_in_use_nobody_is_said_to_be_held() {
        assertThat(found(AdminStores.SETTINGS, "orders-api"))
                .contains("\"service\":\"orders-api\"")
                .doesNotContain("segment", "held");
    }
}
