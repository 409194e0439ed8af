/** What a person sees: text, colours, progress, differences. */
@NullMarked
package dev.belay.cli.terminal;

import org.jspecify.annotations.NullMarked;
