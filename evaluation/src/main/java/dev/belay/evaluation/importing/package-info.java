/** promptfoo's configurations as drafts of prompt folders: one a prompt, with what a person has to look at. */
@NullMarked
package dev.belay.evaluation.importing;

import org.jspecify.annotations.NullMarked;
