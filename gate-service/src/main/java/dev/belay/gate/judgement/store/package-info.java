/** What people said. */
@NullMarked
package dev.belay.gate.judgement.store;

import org.jspecify.annotations.NullMarked;
