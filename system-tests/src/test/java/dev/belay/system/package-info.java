/** The whole platform, driven through the {@code belay} command as a user would, with its processes killed. */
@NullMarked
package dev.belay.system;

import org.jspecify.annotations.NullMarked;
