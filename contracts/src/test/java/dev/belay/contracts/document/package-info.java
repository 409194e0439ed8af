/** Whether documents stay what their digests are of. */
@NullMarked
package dev.belay.contracts.document;

import org.jspecify.annotations.NullMarked;
