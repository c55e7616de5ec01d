/**
 * Whom AWS vouches for: a workload signs a request that asks AWS who it is, and the token service sends it.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html">GetCallerIdentity</a>
 */
@NullMarked
package dev.cordon.aws.store.identity;

import org.jspecify.annotations.NullMarked;
