package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flows for callers without a token, in the policy's own tests and in rehearsals, by the example of the docs. */
final class VouchedFlowsTest {

    private static final String SHOP = Path.of(System.getProperty("cordon.root"), "docs/examples/authzen/shop.yaml")
            .toString();

    @Test
    void the_example_is_valid_and_its_tests_hold() {
        assertThat(Shell.run("validate", SHOP).exitCode()).isZero();
        Shell tested = Shell.run("test", SHOP);
        assertThat(tested.exitCode()).as(tested.out()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "batch, GET, /orders/1, allow, nightly",
        "web-bff, POST, /orders, allow, checkout",
        "gateway, GET, /orders/1, deny, NO_FLOW"
    })
    void a_rehearsal_has_an_enforcement_point_ask(String from, String method, String path, String verdict, String by) {
        Shell checked = Shell.run("check", "--policy", SHOP, "--from", from, "--call", method + " orders-api " + path);

        assertThat(checked.out()).as(checked.err()).contains(verdict, by);
    }

    @Test
    void no_token_is_made_for_such_a_flow() {
        Shell minted = Shell.run(
                "token",
                "mint",
                "--policy",
                SHOP,
                "--key",
                "none.jwk",
                "--from",
                "batch",
                "--to",
                "orders-api",
                "--purpose",
                "nightly");

        assertThat(minted.exitCode()).isNotZero();
    }
}
