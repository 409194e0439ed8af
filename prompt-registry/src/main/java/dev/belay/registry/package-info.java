/** The prompt-registry: the truth about prompts, and the only writer of {@code belay.changes}. */
@NullMarked
package dev.belay.registry;

import org.jspecify.annotations.NullMarked;
