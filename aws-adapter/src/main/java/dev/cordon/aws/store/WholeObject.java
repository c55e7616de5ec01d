package dev.cordon.aws.store;

import dev.cordon.publication.ObjectStore;
import dev.cordon.publication.ObjectStore.Reading;
import java.io.IOException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Reads an object whole or not at all: the JDK's HTTP takes a connection that ends early for the end of the object, so
 * the bytes are counted.
 */
final class WholeObject implements ResponseTransformer<GetObjectResponse, Reading> {

    @Override
    public Reading transform(GetObjectResponse response, AbortableInputStream body) {
        Long length = response.contentLength();
        String version = response.eTag();
        if (length == null || version == null || version.isEmpty()) {
            body.abort();
            throw SdkClientException.create("the answer has no length or no etag");
        }
        if (length > ObjectStore.LARGEST) {
            body.abort();
            throw SdkClientException.create("the object has " + length + " bytes: larger than any that is read");
        }
        byte[] bytes = new byte[length.intValue()];
        try {
            int count = body.readNBytes(bytes, 0, bytes.length);
            if (count < bytes.length) {
                throw RetryableException.create("the answer ended after " + count + " of " + bytes.length + " bytes");
            }
        } catch (IOException e) {
            throw RetryableException.create("the answer was interrupted", e);
        }
        return new Reading.Found(bytes, version);
    }
}
