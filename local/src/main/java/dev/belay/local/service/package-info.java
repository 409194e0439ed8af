/** The services as child processes: which there are, what each is given, and that each keeps running. */
@NullMarked
package dev.belay.local.service;

import org.jspecify.annotations.NullMarked;
