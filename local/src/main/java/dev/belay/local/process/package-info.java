/** Child processes and ports: starting, watching and ending them without leaving any behind. */
@NullMarked
package dev.belay.local.process;

import org.jspecify.annotations.NullMarked;
