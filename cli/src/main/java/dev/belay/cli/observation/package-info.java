/** What applications really got. */
@NullMarked
package dev.belay.cli.observation;

import org.jspecify.annotations.NullMarked;
