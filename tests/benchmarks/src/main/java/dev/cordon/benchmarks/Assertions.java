package dev.cordon.benchmarks;

import com.yahoo.athenz.auth.token.AccessToken;
import com.yahoo.athenz.auth.token.RoleToken;
import com.yahoo.athenz.zpe.ZpeClient;
import com.yahoo.athenz.zpe.ZpeConsts;
import com.yahoo.athenz.zpe.match.ZpeMatch;
import com.yahoo.athenz.zpe.match.impl.ZpeMatchEqual;
import com.yahoo.athenz.zpe.match.impl.ZpeMatchRegex;
import com.yahoo.athenz.zpe.match.impl.ZpeMatchStartsWith;
import com.yahoo.rdl.Struct;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Athenz's policies as its own loader leaves them in memory, without the files. Found by its name. */
public final class Assertions implements ZpeClient {

    private static final Map<String, Map<String, List<Struct>>> ALLOW = new ConcurrentHashMap<>();

    static void forget() {
        ALLOW.clear();
    }

    static void add(String domain, String role, String action, String resource) {
        Struct assertion = new Struct();
        assertion.put(ZpeConsts.ZPE_FIELD_ACTION, action);
        assertion.put(ZpeConsts.ZPE_FIELD_RESOURCE, resource);
        assertion.put(ZpeConsts.ZPE_FIELD_ROLE, role);
        assertion.put(ZpeConsts.ZPE_FIELD_POLICY_NAME, "policy");
        assertion.put(ZpeConsts.ZPE_ACTION_MATCH_STRUCT, match(action));
        assertion.put(ZpeConsts.ZPE_RESOURCE_MATCH_STRUCT, match(resource));
        ALLOW.computeIfAbsent(domain, none -> new HashMap<>())
                .computeIfAbsent(role, none -> new ArrayList<>())
                .add(assertion);
    }

    /** The cheapest matcher that does, as its loader chooses. */
    private static ZpeMatch match(String text) {
        int star = text.indexOf('*');
        if (star < 0) {
            return new ZpeMatchEqual(text);
        }
        return star == text.length() - 1 ? new ZpeMatchStartsWith(text.substring(0, star)) : new ZpeMatchRegex(text);
    }

    @Override
    public void init(String domain) {}

    @Override
    public void close() {}

    @Override
    public Map<String, RoleToken> getRoleTokenCacheMap() {
        return Map.of();
    }

    @Override
    public Map<String, AccessToken> getAccessTokenCacheMap() {
        return Map.of();
    }

    @Override
    public Map<String, List<Struct>> getRoleAllowAssertions(String domain) {
        return ALLOW.getOrDefault(domain, Map.of());
    }

    @Override
    public Map<String, List<Struct>> getWildcardAllowAssertions(String domain) {
        return Map.of();
    }

    @Override
    public Map<String, List<Struct>> getRoleDenyAssertions(String domain) {
        return Map.of();
    }

    @Override
    public Map<String, List<Struct>> getWildcardDenyAssertions(String domain) {
        return Map.of();
    }

    @Override
    public int getDomainCount() {
        return ALLOW.size();
    }
}
