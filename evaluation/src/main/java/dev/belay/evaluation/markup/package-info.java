/** HTML and XML in what a model wrote. Nothing is fetched, and no entity or DTD is ever expanded. */
@NullMarked
package dev.belay.evaluation.markup;

import org.jspecify.annotations.NullMarked;
