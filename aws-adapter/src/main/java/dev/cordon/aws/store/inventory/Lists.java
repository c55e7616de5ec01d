package dev.cordon.aws.store.inventory;

import dev.cordon.aws.store.SignedRequests;
import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.AcquireInitialTokenResponse;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

/** Reads AWS's lists to their ends, page by page; what is throttled or fails on the way is asked again, and later. */
final class Lists {

    /** Nobody has so many: a server that always tells of another page must not keep the function for ever. */
    private static final int MOST_PAGES = 1_000;

    private final SignedRequests requests;
    private final RetryStrategy retries;
    private final Consumer<Duration> pauses;

    /**
     * Over those requests.
     *
     * @param pauses waits for so long
     */
    Lists(SignedRequests requests, Consumer<Duration> pauses) {
        this.requests = requests;
        this.retries = AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(5)
                .build();
        this.pauses = pauses;
    }

    /**
     * A list.
     *
     * @param items the member that has a page's items
     * @param next the member that tells which page comes next, absent in the last one
     * @param page how to ask for a page; empty for the first one
     */
    record Of(String items, String next, Function<Optional<String>, SignedRequests.Asked> page) {}

    /**
     * All items.
     *
     * @throws SdkException where a page can't be had
     */
    List<Json> all(SignedRequests.Api api, Of list) {
        List<Json> all = new ArrayList<>();
        Optional<String> page = Optional.empty();
        for (int i = 0; i < MOST_PAGES; i++) {
            Json.Members answer = persistently(api, list.page().apply(page));
            if (answer.find(list.items()).orElse(null) instanceof Json.Items items) {
                all.addAll(items.list());
            }
            page = answer.find(list.next())
                    .filter(Json.Text.class::isInstance)
                    .map(text -> ((Json.Text) text).value())
                    .filter(token -> !token.isEmpty());
            if (page.isEmpty()) {
                return all;
            }
        }
        throw SdkClientException.create("the list has no end");
    }

    private Json.Members persistently(SignedRequests.Api api, SignedRequests.Asked asked) {
        AcquireInitialTokenResponse begun =
                retries.acquireInitialToken(AcquireInitialTokenRequest.create(api.signingName()));
        RetryToken token = begun.token();
        pauses.accept(begun.delay());
        while (true) {
            try {
                Json.Members answer = document(requests.send(api, asked));
                retries.recordSuccess(RecordSuccessRequest.create(token));
                return answer;
            } catch (SdkException e) {
                RefreshRetryTokenResponse again = again(token, e);
                token = again.token();
                pauses.accept(again.delay());
            }
        }
    }

    private static Json.Members document(byte[] answer) {
        try {
            if (Json.parseWithNumbersAsText(answer) instanceof Json.Members members) {
                return members;
            }
        } catch (InvalidDocumentException e) {
            // said below
        }
        throw SdkClientException.create("the answer is no JSON object");
    }

    private RefreshRetryTokenResponse again(RetryToken token, SdkException failure) {
        try {
            return retries.refreshRetryToken(RefreshRetryTokenRequest.builder()
                    .token(token)
                    .failure(failure)
                    .build());
        } catch (TokenAcquisitionFailedException e) {
            throw failure;
        }
    }
}
