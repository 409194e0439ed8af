/** The record of what happened: read, exported, and checked by whoever does not take the platform's word for it. */
@NullMarked
package dev.belay.cli.audit;

import org.jspecify.annotations.NullMarked;
