/** YAML as js-yaml reads it: schemas written in a text, and the objects that models put into their prose. */
@NullMarked
package dev.belay.evaluation.yaml;

import org.jspecify.annotations.NullMarked;
