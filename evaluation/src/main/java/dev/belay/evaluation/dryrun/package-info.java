/** A local run: every question of a configuration or a folder asked once, judged, and counted; nothing is published. */
@NullMarked
package dev.belay.evaluation.dryrun;

import org.jspecify.annotations.NullMarked;
