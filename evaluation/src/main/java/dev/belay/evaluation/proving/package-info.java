/** Whether criteria catch what their own examples say that they must, and nothing that they must not. */
@NullMarked
package dev.belay.evaluation.proving;

import org.jspecify.annotations.NullMarked;
