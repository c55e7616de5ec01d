package dev.cordon.aws.store;

import dev.cordon.publication.StoreUnavailableException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** What a failed call to AWS is to an operator: one line that says what to do. */
public final class AwsFailure {

    private static final int LONGEST = 200;
    private static final Set<String> EXPIRED = Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired");
    private static final Set<String> FORBIDDEN = Set.of("AccessDenied", "AccessDeniedException");

    /** How the client begins where it finds none of the credentials that it may use. */
    private static final String UNSIGNED = "Unable to load credentials";

    /** Which the client adds to messages. */
    private static final Pattern ATTEMPTS = Pattern.compile(" \\(SDK Attempt Count: \\d+\\)$");

    private AwsFailure() {}

    /**
     * A store that can't be used.
     *
     * @param what was called, such as {@code `s3:GetObject` on `s3://bucket/key`}
     */
    public static StoreUnavailableException of(String what, RuntimeException failure) {
        return new StoreUnavailableException(what + " failed: " + why(failure), failure);
    }

    /** Why it failed, without the service's own text: that may name what a log should not. */
    public static String why(RuntimeException failure) {
        if (failure instanceof AwsServiceException answered) {
            return why(answered);
        }
        Throwable root = root(failure);
        if (failure instanceof ApiCallTimeoutException || root instanceof InterruptedIOException) {
            return "no whole answer in time: AWS is slow, or the network between is";
        }
        if (String.valueOf(failure.getMessage()).startsWith(UNSIGNED)) {
            return "there are no credentials: a function has its role's, a person signs in or sets `AWS_PROFILE`";
        }
        return root instanceof IOException || root instanceof SdkException
                ? "no answer that can be used: `" + line(root.getMessage()) + "`"
                : "no answer that can be used: what answered is not AWS";
    }

    private static String why(AwsServiceException answered) {
        String code = code(answered);
        if (EXPIRED.contains(code)) {
            return "the AWS credentials have expired: a function gets new ones with its next instance, a person signs in";
        }
        if (FORBIDDEN.contains(code)) {
            return "the AWS credentials may not do that: allow it in the role's policy, and the use of the KMS key";
        }
        String status = "status " + answered.statusCode() + (code.isEmpty() ? "" : " `" + code + "`");
        return answered.isThrottlingException() ? "AWS throttles: " + status : status;
    }

    /** The service's code of the failure; empty where there is none. */
    static String code(AwsServiceException answered) {
        AwsErrorDetails details = answered.awsErrorDetails();
        return details == null ? "" : line(details.errorCode());
    }

    /**
     * Whether the same write may have been carried out by an earlier attempt, whose answer was lost: what the last
     * attempt says about the state before it then says nothing.
     */
    public static boolean mayHaveHappened(AwsServiceException answered) {
        Integer attempts = answered.numAttempts();
        return attempts == null || attempts > 1;
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    private static String line(@Nullable String text) {
        if (text == null) {
            return "";
        }
        String line = ATTEMPTS.matcher(text).replaceAll("").replaceAll("[\\p{Cntrl}`]+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
    }
}
