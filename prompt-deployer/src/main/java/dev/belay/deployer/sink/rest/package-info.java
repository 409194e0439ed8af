/** What people read of the sinks. */
@NullMarked
package dev.belay.deployer.sink.rest;

import org.jspecify.annotations.NullMarked;
