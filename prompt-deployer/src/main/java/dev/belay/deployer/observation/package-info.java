/** Takes from applications what they really got. */
@NullMarked
package dev.belay.deployer.observation;

import org.jspecify.annotations.NullMarked;
