package dev.cordon.aws.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.cloud.Cloud;
import dev.cordon.token.Signer;
import dev.cordon.token.SignerUnavailableException;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

final class AwsCloudTest extends AwsCloudContracts {

    private final AwsBench bench = Moto.bench();
    private final Cloud cloud = new AwsCloud(bench.clients());

    @Override
    AwsBench bench() {
        return bench;
    }

    @Test
    void the_command_line_finds_it() {
        assertThat(ServiceLoader.load(Cloud.class)).hasAtLeastOneElementOfType(AwsCloud.class);
    }

    @Test
    void places_and_keys_of_others_are_not_its_own() {
        assertThat(new AwsCloud().place(URI.create("gs://bucket/shop"))).isEmpty();
        assertThat(new AwsCloud().place(URI.create("bundle.json"))).isEmpty();
        assertThat(new AwsCloud().signer(URI.create("gcpkms:///key"))).isEmpty();
        assertThat(new AwsCloud().signer(URI.create("key.json"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dynamodb:table",
                "dynamodb:///table?head=head",
                "dynamodb://table",
                "dynamodb://table?head=a",
                "dynamodb://table/x?head=head",
                "dynamodb://table?head=head&secrets=",
                "dynamodb://table?head=head&more=1",
                "dynamodb://table?head=head#x",
                "dynamodb://us%20er?head=head"
            })
    void what_names_no_control_plane_is_told_what_to_write(String place) {
        assertThatThrownBy(() -> cloud.control(URI.create(place), Instant::now))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write dynamodb://TABLE?head=TABLE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://sqs.eu-west-1.amazonaws.com/shop",
                "https://sqs.eu-west-1.amazonaws.com/123456789012/shop?a",
                "sqs://123456789012/shop",
                "https://example.com/"
            })
    void what_is_no_queue_is_another_cloud_s(String url) {
        URI good = URI.create("https://sqs.eu-west-1.amazonaws.com/123456789012/shop");
        assertThat(cloud.deadLetters(URI.create(url), good)).isEmpty();
        assertThat(cloud.deadLetters(good, URI.create(url))).isEmpty();
    }

    /** The emulator takes a digest for a message, so this is KMS by its documentation: it signs the digest as it is. */
    @Test
    void what_is_too_long_for_kms_is_hashed_here() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), new SecureRandom());
        KeyPair pair = generator.generateKeyPair();
        byte[] input = new byte[4097];
        Signature raw = Signature.getInstance("NONEwithECDSA");
        raw.initSign(pair.getPrivate());
        raw.update(MessageDigest.getInstance("SHA-256").digest(input));
        String signature = Base64.getEncoder().encodeToString(raw.sign());
        String half = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
        try (FaultyLine line = new FaultyLine(bench.endpoint())) {
            line.spoil(call -> {
                boolean digest = call.request().contains("\"MessageType\":\"DIGEST\"");
                call.answer(
                        200,
                        "",
                        digest
                                ? "{\"Signature\":\"" + signature + "\"}"
                                : "{\"KeyId\":\"k\",\"KeyUsage\":\"SIGN_VERIFY\",\"PublicKey\":\"" + half + "\"}");
            });

            Signer signer = new AwsCloud(AwsBench.clientsBy(line.address()))
                    .signer(URI.create("awskms:///k"))
                    .orElseThrow();
            assertThat(signer.sign(input)).hasSize(64);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"awskms:alias/x", "awskms://alias/x", "awskms:///", "awskms:/"})
    void a_key_that_is_written_in_another_way_is_refused(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cloud.signer(URI.create(key)))
                .withMessageContaining("write awskms:///");
    }

    @Test
    void what_kms_answers_is_handed_out_only_where_it_is_that_keys_signature() throws Exception {
        String key = key(KeySpec.ECC_NIST_P256, KeyUsageType.SIGN_VERIFY);
        String other = key(KeySpec.ECC_NIST_P256, KeyUsageType.SIGN_VERIFY);
        byte[] foreign;
        try (KmsClient kms = kms(bench.endpoint())) {
            foreign = kms.sign(sign -> sign.keyId(other)
                            .message(SdkBytes.fromByteArray(INPUT))
                            .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256))
                    .signature()
                    .asByteArray();
        }
        try (FaultyLine line = new FaultyLine(bench.endpoint())) {
            Signer signer = new AwsCloud(AwsBench.clientsBy(line.address()))
                    .signer(URI.create("awskms:///" + key))
                    .orElseThrow();
            for (byte[] bad : List.of(foreign, new byte[0], new byte[70])) {
                String body = "{\"Signature\":\"" + Base64.getEncoder().encodeToString(bad) + "\"}";
                line.spoil(call -> call.answer(200, "", body));
                assertThatThrownBy(() -> signer.sign(INPUT))
                        .isInstanceOf(SignerUnavailableException.class)
                        .hasMessageContaining("no signature of that key");
            }
            line.spoil(call -> call.answer(200, "", "{}"));
            assertThatThrownBy(() -> signer.sign(INPUT)).isInstanceOf(SignerUnavailableException.class);

            line.spoil(call -> call.refuse(400, "", "DisabledException"));
            assertThatThrownBy(() -> signer.sign(INPUT))
                    .isInstanceOf(SignerUnavailableException.class)
                    .hasMessageContaining("DisabledException");
        }
    }
}
