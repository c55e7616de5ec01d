package dev.cordon.mesh;

/** The proxy that asks, and with it the form of its question and of the answer. */
public enum ProxyKind {
    /**
     * nginx's {@code auth_request}: the original call in {@code X-Original-*} headers, an answer of 204, 401 or 403.
     */
    NGINX,
    /** Caddy's {@code forward_auth}: the original call in {@code X-Forwarded-*} headers, an answer of 204 or 4xx. */
    CADDY,
    /**
     * Traefik's ForwardAuth: the same headers as Caddy's, but another one for a client certificate. Tested against its
     * documented form only.
     */
    TRAEFIK,
    /**
     * Envoy's {@code ext_authz} over HTTP: the original call itself, its path behind a prefix; an answer of 200 or 4xx.
     * Tested against its documented form only.
     */
    ENVOY
}
