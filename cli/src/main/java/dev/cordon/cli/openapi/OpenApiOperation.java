package dev.cordon.cli.openapi;

import dev.cordon.cli.yaml.Position;
import dev.cordon.cli.yaml.YamlNode;
import dev.cordon.policy.Method;

/**
 * One operation of an OpenAPI document.
 *
 * @param method its method
 * @param path its path template as written; nobody has checked it
 * @param at where its method stands
 */
public record OpenApiOperation(Method method, YamlNode.Scalar path, Position at) {}
