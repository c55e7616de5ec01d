package dev.cordon.benchmarks;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import dev.cordon.token.JsonWebKeys;
import java.security.PublicKey;
import java.text.ParseException;

/** Public keys in the form that Java's own signatures take. */
final class Keys {

    private Keys() {}

    static PublicKey ofEs256(JsonWebKeys keys) {
        try {
            return JWKSet.parse(keys.toJson()).getKeys().get(0).toECKey().toECPublicKey();
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
