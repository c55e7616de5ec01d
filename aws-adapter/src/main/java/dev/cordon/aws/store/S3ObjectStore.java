package dev.cordon.aws.store;

import dev.cordon.publication.ObjectStore;
import dev.cordon.publication.StoreUnavailableException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Objects in an S3 bucket; the version of one is its ETag. Reads are strongly consistent and writes conditional
 * ({@code If-None-Match}, {@code If-Match}), as S3 has them for all buckets.
 */
final class S3ObjectStore implements ObjectStore {

    private static final int NOT_MODIFIED = 304;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;

    private final S3Client client;
    private final String bucket;
    private final String prefix;

    S3ObjectStore(S3Client client, String bucket, String prefix) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix;
    }

    @Override
    public Reading read(String name, Optional<String> known) throws StoreUnavailableException {
        GetObjectRequest.Builder request =
                GetObjectRequest.builder().bucket(bucket).key(prefix + name);
        known.ifPresent(request::ifNoneMatch);
        try {
            return client.getObject(request.build(), new WholeObject());
        } catch (NoSuchKeyException e) {
            return new Reading.Missing();
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_MODIFIED && known.isPresent()) {
                return new Reading.Unchanged();
            }
            throw AwsFailure.of(what("s3:GetObject", name), e);
        } catch (RuntimeException e) {
            // what is no answer of S3 makes the client fail in many ways; none of them is an object
            throw AwsFailure.of(what("s3:GetObject", name), e);
        }
    }

    @Override
    public boolean replace(String name, byte[] bytes, Optional<String> known) throws StoreUnavailableException {
        PutObjectRequest.Builder request =
                PutObjectRequest.builder().bucket(bucket).key(prefix + name).checksumSHA256(sha256(bytes));
        known.ifPresentOrElse(request::ifMatch, () -> request.ifNoneMatch("*"));
        try {
            client.putObject(request.build(), RequestBody.fromBytes(bytes));
            return true;
        } catch (S3Exception e) {
            if (lost(e, known) && !AwsFailure.mayHaveHappened(e)) {
                return false;
            }
            throw AwsFailure.of(what("s3:PutObject", name), e);
        } catch (RuntimeException e) {
            throw AwsFailure.of(what("s3:PutObject", name), e);
        }
    }

    /** 409 is another conditional write under way; 404 answers {@code If-Match} where the object is gone. */
    private static boolean lost(S3Exception e, Optional<String> known) {
        return e.statusCode() == PRECONDITION_FAILED
                || e.statusCode() == CONFLICT
                || (e.statusCode() == NOT_FOUND
                        && known.isPresent()
                        && AwsFailure.code(e).equals("NoSuchKey"));
    }

    private static String sha256(byte[] bytes) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private String what(String action, String name) {
        return "`" + action + "` on `s3://" + bucket + "/" + prefix + name + "`";
    }
}
