/** The platform's REST interface, as this command uses it. */
@NullMarked
package dev.belay.cli.api;

import org.jspecify.annotations.NullMarked;
