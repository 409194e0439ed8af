/** Immutable documents from the prompt-registry, by digest. */
@NullMarked
package dev.belay.worker.registry;

import org.jspecify.annotations.NullMarked;
