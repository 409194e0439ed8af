/** Which observations a judge reads, and what was found in them: pure. */
@NullMarked
package dev.belay.worker.observation.domain;

import org.jspecify.annotations.NullMarked;
