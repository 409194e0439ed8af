/** Reads the proofs that workers made of criteria. */
@NullMarked
package dev.belay.registry.proving;

import org.jspecify.annotations.NullMarked;
