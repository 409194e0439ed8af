/** Being a good client: how many calls may be under way at once, when none may begin, and how many may be repeated. */
@NullMarked
package dev.belay.evaluation.pacing;

import org.jspecify.annotations.NullMarked;
