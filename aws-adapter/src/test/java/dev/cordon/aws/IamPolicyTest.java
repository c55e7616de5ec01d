package dev.cordon.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class IamPolicyTest {

    @Test
    void wildcards_run_across_slashes_and_nothing_else_does() {
        assertThat(IamPolicy.covers("a/GET/x", "a/GET/x")).isTrue();
        assertThat(IamPolicy.covers("a/GET/x", "a/GET/x/")).isFalse();
        assertThat(IamPolicy.covers("a/GET/x", "a/GET/X")).isFalse();
        assertThat(IamPolicy.covers("a/*/x", "a/GET/b/x")).isTrue();
        assertThat(IamPolicy.covers("a/G?T/x", "a/GET/x")).isTrue();
        assertThat(IamPolicy.covers("a/G?T/x", "a/GT/x")).isFalse();
        assertThat(IamPolicy.covers("*", "")).isTrue();
    }
}
