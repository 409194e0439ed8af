/** The record, as auditors read it. */
@NullMarked
package dev.belay.gate.audit.rest;

import org.jspecify.annotations.NullMarked;
