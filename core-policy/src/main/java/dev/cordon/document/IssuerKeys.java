package dev.cordon.document;

import dev.cordon.policy.IssuerName;
import dev.cordon.policy.PolicyName;
import dev.cordon.token.InvalidKeyFileException;
import dev.cordon.token.JsonWebKeys;
import dev.cordon.token.Signer;
import dev.cordon.token.SignerUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The public keys of a policy's issuers as one document, for hosts that read them from where anyone could write. It has
 * the form of a bundle, is signed with the same keys and checked in the same order; its content is canonical JSON (RFC
 * 8785): {@code {"issuers":[{"keys":JWKS,"name":NAME},...]}}, sorted by name. There is no unsigned form.
 */
public final class IssuerKeys {

    private IssuerKeys() {}

    /**
     * A signed document.
     *
     * @param policy the policy whose issuers they are
     * @param edition numbered apart from the policy's bundles
     * @param keys the public keys of each issuer by the policy's name of it
     * @throws SignerUnavailableException where the key can't be used now
     * @throws IllegalArgumentException where it would be too large
     */
    public static byte[] sign(PolicyName policy, Edition edition, Map<IssuerName, JsonWebKeys> keys, Signer signer)
            throws SignerUnavailableException {
        return Envelope.seal(DocumentKind.ISSUER_KEYS, new BundleHeader(policy, edition), encode(keys), signer);
    }

    /**
     * Checks a document and reads the keys: size and form, signature, header, policy, environment, time, sequence,
     * content. The first check that fails is the one that is reported.
     *
     * @param bytes the whole document; must not change meanwhile
     * @param expected what the host demands; the lowest sequence is that of the keys, not of the bundle
     * @param now the time of day
     * @throws BundleRefusedException where any check fails
     */
    public static LoadedIssuerKeys load(byte[] bytes, BundleExpectations expected, Instant now)
            throws BundleRefusedException {
        Envelope document = Envelope.read(DocumentKind.ISSUER_KEYS, bytes);
        if (document.isUnsigned()) {
            throw DocumentKind.ISSUER_KEYS.refused(
                    BundleRefusal.UNSIGNED, "is not signed: sign it with a key that is pinned here");
        }
        Edition edition = document.trusted(document.revision(), expected, now).edition();
        byte[] content = Arrays.copyOfRange(bytes, document.contentStart(), bytes.length);
        return new LoadedIssuerKeys(content(content), edition);
    }

    /**
     * What a document says of itself, which anyone may have written: good for showing and comparing, never for trust.
     *
     * @throws BundleRefusedException where it has not the form of such a document
     */
    public static BundleHeader claimedHeader(byte[] bytes) throws BundleRefusedException {
        return Envelope.read(DocumentKind.ISSUER_KEYS, bytes).claimedHeader();
    }

    private static byte[] encode(Map<IssuerName, JsonWebKeys> keys) {
        Map<String, Json> byName = new TreeMap<>();
        keys.forEach((name, set) -> byName.put(
                name.text(),
                Json.object().put("keys", json(set)).put("name", name.text()).build()));
        Json issuers = new Json.Items(List.copyOf(new ArrayList<>(byName.values())));
        return Json.object().put("issuers", issuers).build().toCanonicalBytes();
    }

    private static Json json(JsonWebKeys keys) {
        try {
            return Json.parse(keys.toJson());
        } catch (InvalidDocumentException e) {
            throw new IllegalStateException("a set of keys is written as JSON", e);
        }
    }

    private static Map<IssuerName, JsonWebKeys> content(byte[] utf8) throws BundleRefusedException {
        try {
            Map<IssuerName, JsonWebKeys> keys = decode(Json.parse(utf8));
            if (Arrays.equals(encode(keys), utf8)) {
                return keys;
            }
            throw refused("it is not in canonical form");
        } catch (InvalidDocumentException | InvalidKeyFileException | IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    /** What is missing, repeated, misplaced or of another kind here is seen by writing the result anew. */
    private static Map<IssuerName, JsonWebKeys> decode(Json content) throws InvalidKeyFileException {
        Map<IssuerName, JsonWebKeys> keys = new HashMap<>();
        for (Json entry : items(member(content, "issuers"))) {
            if (member(entry, "name") instanceof Json.Text name) {
                JsonWebKeys set = JsonWebKeys.parse(member(entry, "keys").toCanonical());
                keys.put(new IssuerName(name.value()), set);
            }
        }
        return keys;
    }

    private static List<Json> items(Json value) {
        return value instanceof Json.Items items ? items.list() : List.of();
    }

    private static Json member(Json value, String name) {
        return value instanceof Json.Members members ? members.find(name).orElse(new Json.Null()) : new Json.Null();
    }

    private static BundleRefusedException refused(String why) {
        return new BundleRefusedException(
                BundleRefusal.CONTENT, "the key document's content is no issuers' keys: " + why);
    }
}
