/** Proofs by the digest of their criteria. */
@NullMarked
package dev.belay.worker.proving.store;

import org.jspecify.annotations.NullMarked;
