package dev.cordon.aws.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import dev.cordon.administration.AdministeredStores;
import dev.cordon.aws.store.table.ControlStores;
import dev.cordon.cloud.Cloud;
import dev.cordon.cloud.DeadLetters;
import dev.cordon.document.BundleExpectations;
import dev.cordon.document.BundleLoader;
import dev.cordon.document.BundleTrust;
import dev.cordon.issuance.SigningKeyStoreUnavailableException;
import dev.cordon.policy.ServiceName;
import dev.cordon.publication.Head;
import dev.cordon.publication.ObjectStore;
import dev.cordon.publication.ObjectStore.Reading;
import dev.cordon.publication.StoreUnavailableException;
import dev.cordon.revocation.Revocation;
import dev.cordon.token.JsonWebKeys;
import dev.cordon.token.Signer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What the command line does with AWS's own services, whatever stands in for them. */
abstract class AwsCloudContracts {

    static final byte[] INPUT = "what is signed".getBytes(StandardCharsets.UTF_8);

    /** What stands in for AWS. */
    abstract AwsBench bench();

    final Cloud cloud() {
        return new AwsCloud(bench().clients());
    }

    @Test
    final void what_is_put_at_a_place_lies_under_its_prefix() throws Exception {
        String bucket = bench().bucket();
        Cloud.Place place = cloud().place(URI.create("s3://" + bucket + "/shop/prod?head=" + bench().table()))
                .orElseThrow();

        assertThat(place.objects().replace(ObjectStore.BUNDLE, INPUT, Optional.empty()))
                .isTrue();
        assertThat(place.heads().replace(Optional.empty(), Head.none().withBundle(1)))
                .isTrue();

        ObjectStore root = new S3ObjectStore(bench().clients().s3(Patience.TERMINAL), bucket, "");
        assertThat(root.read("shop/prod/policy.bundle", Optional.empty())).isInstanceOf(Reading.Found.class);
        assertThat(place.heads().read()).contains(Head.none().withBundle(1));
    }

    @Test
    final void a_control_plane_is_administered_where_it_lies() throws Exception {
        String table = bench().controlTable();
        String head = bench().table();
        assertThat(bench().heads(head).replace(Optional.empty(), Head.none())).isTrue();
        URI place = URI.create("dynamodb://" + table + "?head=" + head + "&secrets=own/");
        try (AdministeredStores stores = cloud().control(place, Instant::now).orElseThrow()) {
            Revocation revoked = new Revocation.OfService(new ServiceName("orders-api"));
            stores.revocations().add(revoked, Optional.empty());

            ControlStores others = ControlStores.of(
                    bench().dynamoDb(), table, Optional.of(head), Instant::now, new SplittableRandom(1));
            assertThat(others.revocations().read().hasService("orders-api")).isTrue();
            assertThat(bench().heads(head).read().orElseThrow().revocationEpoch())
                    .as("enforcement points are told")
                    .isPositive();
            assertThatThrownBy(() -> stores.signingKeys().read())
                    .isInstanceOf(SigningKeyStoreUnavailableException.class)
                    .hasMessageContaining("KMS's");
        }
    }

    @Test
    final void dead_letters_are_looked_at_and_sent_again() throws Exception {
        try (SqsClient sqs =
                bench().clients().set(SqsClient.builder(), Patience.TERMINAL).build()) {
            String dead = sqs.createQueue(queue -> queue.queueName("dead-" + UUID.randomUUID()))
                    .queueUrl();
            String live = sqs.createQueue(queue -> queue.queueName("live-" + UUID.randomUUID()))
                    .queueUrl();
            for (int i = 0; i < 12; i++) {
                String body = "event " + i;
                sqs.sendMessage(message -> message.queueUrl(dead).messageBody(body));
            }
            DeadLetters letters =
                    cloud().deadLetters(URI.create(dead), URI.create(live)).orElseThrow();
            Set<String> bodies = new TreeSet<>();
            for (List<DeadLetters.Letter> some = letters.look(); !some.isEmpty(); some = letters.look()) {
                for (DeadLetters.Letter letter : some) {
                    bodies.add(letter.body());
                    letters.sendAgain(letter);
                }
            }
            assertThat(bodies).hasSize(12);
            assertThat(waiting(sqs, dead)).isEqualTo("0");
            assertThat(waiting(sqs, live)).isEqualTo("12");

            DeadLetters nowhere = cloud().deadLetters(URI.create(dead + "x"), URI.create(live))
                    .orElseThrow();
            assertThatThrownBy(nowhere::look)
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("`sqs:ReceiveMessage` on `" + dead + "x`");
        }
    }

    private static String waiting(SqsClient sqs, String queue) {
        return sqs.getQueueAttributes(asked ->
                        asked.queueUrl(queue).attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                .attributes()
                .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
    }

    static KmsClient kms(URI address) {
        return AwsBench.clientsBy(address)
                .set(KmsClient.builder(), Patience.TERMINAL)
                .build();
    }

    final String key(KeySpec spec, KeyUsageType usage) {
        try (KmsClient kms = kms(bench().endpoint())) {
            return kms.createKey(key -> key.keySpec(spec).keyUsage(usage))
                    .keyMetadata()
                    .arn();
        }
    }

    /** The public half of a KMS key as a JWK, as its owner pins it; its name is computed by another library. */
    private JsonWebKeys pinned(String key) throws Exception {
        try (KmsClient kms = kms(bench().endpoint())) {
            byte[] der = kms.getPublicKey(get -> get.keyId(key)).publicKey().asByteArray();
            ECPublicKey half = (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
            return JsonWebKeys.parse(new ECKey.Builder(Curve.P_256, half)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint()
                    .build()
                    .toJSONString());
        }
    }

    @Test
    final void a_bundle_that_a_kms_key_signed_loads_where_its_public_half_is_pinned() throws Exception {
        String key = key(KeySpec.ECC_NIST_P256, KeyUsageType.SIGN_VERIFY);
        Signer signer = cloud().signer(URI.create("awskms:///" + key)).orElseThrow();
        PublishedShop shop = new PublishedShop();

        byte[] bundle = shop.bundle(4, signer);

        BundleExpectations expected = shop.expectations(BundleTrust.pinned(pinned(key)));
        assertThat(BundleLoader.load(bundle, expected, PublishedShop.NOW)
                        .revision()
                        .sequence())
                .isEqualTo(4);
    }

    @Test
    final void the_first_of_an_issuers_keys_signs_and_all_are_shown() throws Exception {
        String first = key(KeySpec.ECC_NIST_P256, KeyUsageType.SIGN_VERIFY);
        String next = key(KeySpec.ECC_NIST_P256, KeyUsageType.SIGN_VERIFY);
        try (KmsClient kms = kms(bench().endpoint())) {
            KmsKeys keys = KmsKeys.of(kms, "https://cordon.example", List.of(first, next), new SecureRandom());
            Signer signer = keys.at(PublishedShop.NOW).signer();

            assertThat(signer.keyId())
                    .isEqualTo(cloud().signer(URI.create("awskms:///" + first))
                            .orElseThrow()
                            .keyId());
            assertThat(keys.shown(PublishedShop.NOW).orElseThrow().toJson())
                    .isEqualTo(pinned(first).and(pinned(next)).toJson());
            assertThat(signer.sign(INPUT)).hasSize(64);
            assertThatThrownBy(
                            () -> KmsKeys.of(kms, "https://cordon.example", List.of(first, first), new SecureRandom()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("the keys of KMS: two keys have the `kid`");
            assertThatThrownBy(() -> KmsKeys.of(kms, "https://cordon.example", List.of(), new SecureRandom()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("no key signs: name one of KMS");
        }
    }

    @Test
    final void a_key_may_be_named_by_its_alias() throws Exception {
        String key = key(KeySpec.ECC_NIST_P256, KeyUsageType.SIGN_VERIFY);
        String alias = "alias/cordon-" + UUID.randomUUID();
        try (KmsClient kms = kms(bench().endpoint())) {
            kms.createAlias(named -> named.aliasName(alias).targetKeyId(key));
        }

        Signer signer = cloud().signer(URI.create("awskms:///" + alias)).orElseThrow();

        assertThat(signer.keyId())
                .isEqualTo(cloud().signer(URI.create("awskms:///" + key))
                        .orElseThrow()
                        .keyId());
        assertThat(signer.sign(INPUT)).hasSize(64);
    }

    @Test
    final void a_key_that_signs_something_else_is_refused() {
        String rsa = key(KeySpec.RSA_2048, KeyUsageType.SIGN_VERIFY);
        String other = key(KeySpec.ECC_NIST_P384, KeyUsageType.SIGN_VERIFY);

        for (String key : List.of(rsa, other)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> cloud().signer(URI.create("awskms:///" + key)))
                    .withMessageContaining("ECC_NIST_P256");
        }
    }

    @Test
    final void a_key_that_is_not_there_is_said_with_its_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cloud().signer(URI.create("awskms:///alias/nothing")))
                .withMessageContaining("`alias/nothing`")
                .withMessageContaining("NotFoundException");
    }
}
