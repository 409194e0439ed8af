/** The registry's HTTP interface; every error is an RFC 9457 problem. */
@NullMarked
package dev.belay.registry.rest;

import org.jspecify.annotations.NullMarked;
