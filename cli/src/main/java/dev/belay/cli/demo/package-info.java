/** The demo story, told on the sample that ships. */
@NullMarked
package dev.belay.cli.demo;

import org.jspecify.annotations.NullMarked;
