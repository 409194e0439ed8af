/** When what applications get breaks the PM's limit: pure. */
@NullMarked
package dev.belay.gate.observation.domain;

import org.jspecify.annotations.NullMarked;
