package dev.cordon.mesh;

/** The proxy that asks, and with it the form of its question and of the answer. */
public enum ProxyKind {
    /**
     * nginx's {@code auth_request}: the original call in {@code X-Original-*} headers, an answer of 204, 401 or 403.
     */
    NGINX
}
