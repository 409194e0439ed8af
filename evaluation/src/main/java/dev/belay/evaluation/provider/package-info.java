/** Asking a model for a reply, what it costs, and the simulated model that needs no key. */
@NullMarked
package dev.belay.evaluation.provider;

import org.jspecify.annotations.NullMarked;
