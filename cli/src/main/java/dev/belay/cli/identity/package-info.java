/** Who types: logins at platforms, kept between commands. */
@NullMarked
package dev.belay.cli.identity;

import org.jspecify.annotations.NullMarked;
