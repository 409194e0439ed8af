/** Whether stored decisions still follow from what they were made from. */
@NullMarked
package dev.belay.gate.verification.rest;

import org.jspecify.annotations.NullMarked;
