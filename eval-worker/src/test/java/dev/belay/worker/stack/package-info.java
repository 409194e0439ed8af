/** What stands around the worker in its tests: a model, a registry, and topics to write and read. */
@NullMarked
package dev.belay.worker.stack;

import org.jspecify.annotations.NullMarked;
