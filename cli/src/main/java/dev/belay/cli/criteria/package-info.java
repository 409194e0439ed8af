/** What good means: shown, tried, published. */
@NullMarked
package dev.belay.cli.criteria;

import org.jspecify.annotations.NullMarked;
