package dev.cordon.aws.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class S3PlaceTest {

    @Test
    void a_place_names_bucket_prefix_and_table() {
        assertThat(S3Place.of(URI.create("s3://shop-bundles/shop/prod?head=shop-head")))
                .isEqualTo(new S3Place("shop-bundles", "shop/prod/", "shop-head"));
        assertThat(S3Place.of(URI.create("s3://shop-bundles/shop/prod/?head=shop-head")))
                .isEqualTo(new S3Place("shop-bundles", "shop/prod/", "shop-head"));
    }

    @Test
    void the_prefix_may_be_left_out() {
        S3Place whole = new S3Place("shop.bundles", "", "shop_head.1");

        assertThat(S3Place.of(URI.create("s3://shop.bundles?head=shop_head.1"))).isEqualTo(whole);
        assertThat(S3Place.of(URI.create("s3://shop.bundles/?head=shop_head.1")))
                .isEqualTo(whole);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3:shop",
                "s3:///shop?head=table",
                "s3://bucket/shop",
                "s3://bucket/shop?head=",
                "s3://bucket/shop?head=ab",
                "s3://bucket/shop?table=shop-head",
                "s3://bucket/shop?head=shop-head&region=eu-west-1",
                "s3://bucket/shop?head=shop-head#1",
                "s3://bucket//shop?head=shop-head",
                "s3://bucket/a%2Fb?head=shop-head",
                "s3://Bucket/shop?head=shop-head",
                "s3://user@bucket/shop?head=shop-head",
                "s3://bucket:443/shop?head=shop-head"
            })
    void what_is_written_in_another_way_is_refused_saying_how_to_write_it(String place) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> S3Place.of(URI.create(place)))
                .withMessageContaining("`" + place + "`")
                .withMessageContaining("write s3://BUCKET/PREFIX?head=TABLE");
    }
}
