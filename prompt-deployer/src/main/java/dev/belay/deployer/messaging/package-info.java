/** The shell around the fold: reading {@code belay.releases}, and publishing its outcomes as each partition's owner. */
@NullMarked
package dev.belay.deployer.messaging;

import org.jspecify.annotations.NullMarked;
