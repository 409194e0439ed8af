/** {@code belay eval}: a local run, printed. */
@NullMarked
package dev.belay.cli.eval;

import org.jspecify.annotations.NullMarked;
