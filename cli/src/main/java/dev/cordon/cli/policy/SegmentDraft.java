package dev.cordon.cli.policy;

import dev.cordon.cli.yaml.YamlNode;
import dev.cordon.policy.Segment;

/**
 * A segment as written.
 *
 * @param name where its name stands
 * @param segment what it says; where it is wrong, defaults
 */
record SegmentDraft(YamlNode.Scalar name, Segment segment) {}
