/** {@code belay import}: promptfoo's configurations become prompt folders. */
@NullMarked
package dev.belay.cli.importing;

import org.jspecify.annotations.NullMarked;
