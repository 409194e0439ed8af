/** Which deployment an output is of: pure. */
@NullMarked
package dev.belay.deployer.observation.domain;

import org.jspecify.annotations.NullMarked;
