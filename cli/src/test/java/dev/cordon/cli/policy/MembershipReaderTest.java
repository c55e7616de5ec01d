package dev.cordon.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.Membership;
import dev.cordon.policy.Tag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MembershipReaderTest {

    @TempDir
    private Path folder;

    private PolicyFile read(String members) throws IOException {
        Path file = folder.resolve("policy.yaml");
        Files.writeString(file, """
                cordon: 1
                policy: shop
                segments: { front: { trust: public, members: [%s] } }
                services: { web: { segment: front } }
                """.formatted(members));
        return PolicyReader.read(file);
    }

    private Membership one(String member) throws IOException {
        return read(member).policy().orElseThrow().segments().get(0).members().get(0);
    }

    @Test
    void all_that_a_member_must_have_is_kept() throws IOException {
        assertThat(one("{ accounts: [prod], tags: [team=a, tier=1], spiffe: 'spiffe://shop.example/a/*' }"))
                .isEqualTo(new Membership(
                        List.of("prod"),
                        List.of(new Tag("team", "a"), new Tag("tier", "1")),
                        Optional.of("spiffe://shop.example/a/*")));
        assertThat(one("{ accounts: [prod], spiffe: 'spiffe://shop.example/a' }"))
                .isEqualTo(new Membership(List.of("prod"), List.of(), Optional.of("spiffe://shop.example/a")));
    }

    @Test
    void one_right_account_beside_a_wrong_one_is_no_excuse() throws IOException {
        assertThat(read("{ accounts: [shop prod, prod], tags: [team=a] }").problems())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .contains("`shop prod`");
    }

    @Test
    void tags_of_anywhere_are_none_beside_a_spiffe_id_either() throws IOException {
        assertThat(read("{ tags: [team=a], spiffe: 'spiffe://shop.example/a' }").problems())
                .hasSize(1);
    }
}
