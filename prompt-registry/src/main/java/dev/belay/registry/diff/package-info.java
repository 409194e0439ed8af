/** How two texts differ: line by line for people who read patches, word by word for those who read prose. */
@NullMarked
package dev.belay.registry.diff;

import org.jspecify.annotations.NullMarked;
