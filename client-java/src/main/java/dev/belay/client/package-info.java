/** Live prompts in the memory of an application. */
@NullMarked
package dev.belay.client;

import org.jspecify.annotations.NullMarked;
