package dev.cordon.tests.token;

import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import dev.cordon.tests.surroundings.Caller;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An OAuth client library that knows nothing of Cordon, its requests carried to the proxy as it makes them. */
final class Library {

    private final URI tokens;
    private final Caller caller;

    Library(URI tokens, Caller caller) {
        this.tokens = tokens;
        this.caller = caller;
    }

    /** What is asked for beside the grant. */
    record Wanted(String audience, List<String> scopes) {

        Wanted(String audience, String... scopes) {
            this(audience, List.of(scopes));
        }
    }

    static HTTPRequest request(URI tokens, ClientAuthentication client, AuthorizationGrant grant, Wanted wanted) {
        TokenRequest.Builder builder = new TokenRequest.Builder(tokens, client, grant);
        if (!wanted.scopes().isEmpty()) {
            builder.scope(new Scope(wanted.scopes().toArray(String[]::new)));
        }
        return builder.customParameter("audience", wanted.audience()).build().toHTTPRequest();
    }

    /** The token that the library reads from the answer. */
    AccessToken token(ClientAuthentication client, AuthorizationGrant grant, Wanted wanted) throws Exception {
        TokenResponse response = ask(request(tokens, client, grant, wanted));
        if (!response.indicatesSuccess()) {
            throw new AssertionError(response.toErrorResponse().getErrorObject().toJSONObject());
        }
        return response.toSuccessResponse().getTokens().getAccessToken();
    }

    /** The error that the library reads from the answer. */
    ErrorObject error(ClientAuthentication client, AuthorizationGrant grant, Wanted wanted) throws Exception {
        return ask(request(tokens, client, grant, wanted)).toErrorResponse().getErrorObject();
    }

    TokenResponse ask(HTTPRequest request) throws IOException, ParseException {
        return TokenResponse.parse(send(request));
    }

    HTTPResponse send(HTTPRequest request) throws IOException {
        return request.send((ReadOnlyHTTPRequest sent) -> carry(sent));
    }

    private HTTPResponse carry(ReadOnlyHTTPRequest sent) throws IOException {
        List<String> head = new ArrayList<>();
        for (Map.Entry<String, List<String>> header : sent.getHeaderMap().entrySet()) {
            header.getValue().forEach(value -> head.add(header.getKey() + ": " + value));
        }
        String body = sent.getBody() == null ? "" : sent.getBody();
        try {
            Caller.Reply reply =
                    caller.send(sent.getMethod() + " " + sent.getURI().getRawPath(), body, head.toArray(String[]::new));
            HTTPResponse response = new HTTPResponse(reply.status());
            for (String line : reply.headers()) {
                response.setHeader(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2));
            }
            response.setBody(reply.body());
            return response;
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
