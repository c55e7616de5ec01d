package dev.cordon.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.cli.CommandException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Administration over HTTP is on with all that it needs, or off. */
final class AdminOptionsTest {

    @Command
    private static final class Holder {
        @Mixin
        private final AdminOptions options = new AdminOptions();
    }

    private static AdminOptions parsed(String... args) {
        Holder holder = new Holder();
        new CommandLine(holder).parseArgs(args);
        return holder.options;
    }

    @Test
    void it_is_off_where_nothing_is_said() throws Exception {
        AdminOptions options = parsed();
        options.check(false);

        assertThat(options.isListenNamed()).isFalse();
    }

    @Test
    void it_is_on_with_a_place_a_service_and_a_store() throws Exception {
        AdminOptions options = parsed("--admin-listen", "127.0.0.1:8184", "--admin-service", "cordon-admin");
        options.check(true);

        assertThat(options.isListenNamed()).isTrue();
        assertThat(options.listen().port()).isEqualTo(8184);
    }

    @Test
    void whatever_is_missing_or_wrong_is_told() {
        assertWrong(true, "go together", "--admin-listen", "127.0.0.1:8184");
        assertWrong(true, "go together", "--admin-service", "cordon-admin");
        assertWrong(false, "name `--issuer`", "--admin-listen", "127.0.0.1:8184", "--admin-service", "cordon-admin");
        assertWrong(true, "can't be a service's name", "--admin-listen", "127.0.0.1:8184", "--admin-service", "A B");
        assertWrong(true, "--admin-listen", "--admin-listen", "here", "--admin-service", "cordon-admin");
    }

    private static void assertWrong(boolean issues, String message, String... args) {
        assertThatThrownBy(() -> parsed(args).check(issues))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining(message);
    }
}
