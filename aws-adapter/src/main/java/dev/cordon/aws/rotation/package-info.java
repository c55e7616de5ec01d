/**
 * Rotations that Secrets Manager asks for, in four steps: of what Cordon keeps there, and of whatever else somebody
 * teaches it by a {@link dev.cordon.aws.rotation.SecretTarget}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html">Rotation
 *     functions</a>
 */
@NullMarked
package dev.cordon.aws.rotation;

import org.jspecify.annotations.NullMarked;
