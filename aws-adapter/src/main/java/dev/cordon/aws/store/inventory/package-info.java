/** What runs on AWS, by AWS's own lists. */
@NullMarked
package dev.cordon.aws.store.inventory;

import org.jspecify.annotations.NullMarked;
