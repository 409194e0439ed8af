/** Makes ordered releases live: folds them, serves what is live from memory, and publishes what became of each. */
@NullMarked
package dev.belay.deployer;

import org.jspecify.annotations.NullMarked;
