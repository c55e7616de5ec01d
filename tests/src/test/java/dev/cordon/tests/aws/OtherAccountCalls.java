package dev.cordon.tests.aws;

import static dev.cordon.tests.terraform.Applied.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.document.Json;
import dev.cordon.tests.surroundings.Moto;
import dev.cordon.tests.terraform.Applied;
import dev.cordon.tests.terraform.Terraform;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The life of a service in another account, where the sender's example is applied: its events go by the rules there to
 * the control plane's bus. Once it has a secret Terraform lets Secrets Manager have that rotated, by the function that
 * was applied.
 */
final class OtherAccountCalls {

    /** That other account. */
    static final String ACCOUNT = "210987654321";

    private static final String FUNCTION = "web-prod";
    private static final String SERVICE = "web-bff";
    private static final String ROTATED = "rotated_secrets={web={secret=\"cordon/web-bff\",days=30}}";

    private final AppliedPlane plane;
    private final Terraform example;

    /** @param example of the control plane, where it is applied again */
    OtherAccountCalls(AppliedPlane plane, Terraform example) {
        this.plane = plane;
        this.example = example;
    }

    /** What the sender's example is applied with there, whose bus the control plane's example makes. */
    static Map<String, String> sender(Moto moto, String control) throws IOException, InterruptedException {
        Map<String, String> variables = new HashMap<>(moto.inAccount(ACCOUNT).environment());
        variables.put(
                "TF_VAR_event_bus_arn",
                "arn:aws:events:" + Moto.REGION + ":123456789012:event-bus/" + control + "-services");
        return variables;
    }

    /** It is deployed there, and obtains tokens with what it is given. */
    void begin(Applied applied) throws Exception {
        assertThat(takes("GetFunction20150331v2", "null")).isFalse();
        assertThat(takes("CreateFunction20150331", "{\"codeSha256\":\"b25l\"}")).isTrue();
        String first = ControlCloud.ofSecret(plane.secret(SERVICE, "AWSCURRENT"));
        assertThat(bySecret(first).status()).isEqualTo(200);

        isRotatedWhereTerraformSaysSo(applied, first);
    }

    /** It is deleted there, whatever became of it meanwhile. */
    void end() throws Exception {
        String secret = ControlCloud.ofSecret(plane.secret(SERVICE, "AWSCURRENT"));
        assertThat(takes("DeleteFunction20150331", "null")).isTrue();
        assertThat(bySecret(secret).status()).isEqualTo(401);
        assertThatThrownBy(() -> plane.secret(SERVICE, "AWSCURRENT"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("marked deleted");
    }

    private boolean takes(String call, String answer) throws Exception {
        return plane.takesFrom(ACCOUNT, Happening.function(ACCOUNT, call, FUNCTION, answer));
    }

    private TokenFunction.Answer bySecret(String secret) throws Exception {
        return plane.tokens().bySecret(SERVICE, secret, "orders-api");
    }

    /**
     * The emulator begins a rotation as it is applied, and knows the function by name alone: steps are asked for here.
     */
    private void isRotatedWhereTerraformSaysSo(Applied applied, String first) throws Exception {
        assertThat(plane.moto().call("secretsmanager", "secretsmanager.DescribeSecret", named()))
                .doesNotContain("RotationLambdaARN");
        example.apply("-refresh=false", "-var", ROTATED);
        Json described = Json.parse(plane.moto().call("secretsmanager", "secretsmanager.DescribeSecret", named()));
        assertThat(text(described, "RotationEnabled")).isEqualTo("true");
        assertThat(text(described, "RotationLambdaARN"))
                .isEqualTo(text(applied.one("aws_lambda_function.rotation"), "arn"));
        assertThat(text(described, "RotationRules")).contains("\"AutomaticallyAfterDays\":30");
        String version = ((Json.Members) Applied.member(described, "VersionIdsToStages"))
                .map().entrySet().stream()
                        .filter(one -> one.getValue().toCanonical().contains("AWSPENDING"))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElseThrow();

        try (RotationFunction rotation = plane.rotation()) {
            rotation.rotate("cordon/" + SERVICE, version);
        }
        assertThat(plane.secret(SERVICE, "AWSCURRENT")).contains("\"VersionId\": \"" + version + "\"");
        String second = ControlCloud.ofSecret(plane.secret(SERVICE, "AWSCURRENT"));
        assertThat(second).isNotEqualTo(first);
        assertThat(bySecret(second).status()).isEqualTo(200);

        example.apply("-refresh=false");
        assertThat(plane.moto().call("secretsmanager", "secretsmanager.DescribeSecret", named()))
                .doesNotContain("\"RotationEnabled\": true");
    }

    private static String named() {
        return "{\"SecretId\":\"cordon/" + SERVICE + "\"}";
    }
}
