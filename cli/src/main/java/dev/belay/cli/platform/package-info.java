/** Starting, stopping and showing the local platform. */
@NullMarked
package dev.belay.cli.platform;

import org.jspecify.annotations.NullMarked;
