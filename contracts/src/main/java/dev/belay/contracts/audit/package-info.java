/** The record of what happened, chained so that a removed or altered part of it shows. */
@NullMarked
package dev.belay.contracts.audit;

import org.jspecify.annotations.NullMarked;
