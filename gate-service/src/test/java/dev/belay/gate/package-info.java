/** What holds for the whole service. */
@NullMarked
package dev.belay.gate;

import org.jspecify.annotations.NullMarked;
