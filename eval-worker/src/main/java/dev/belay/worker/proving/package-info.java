/** Proves that criteria catch what their examples say, and keeps the proof. */
@NullMarked
package dev.belay.worker.proving;

import org.jspecify.annotations.NullMarked;
