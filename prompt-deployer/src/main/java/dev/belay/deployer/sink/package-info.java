/** Targets other than the deployer's own answers: each is kept at what is live. */
@NullMarked
package dev.belay.deployer.sink;

import org.jspecify.annotations.NullMarked;
