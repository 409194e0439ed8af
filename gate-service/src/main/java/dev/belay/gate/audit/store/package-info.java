/** The chains of records, one a prompt. */
@NullMarked
package dev.belay.gate.audit.store;

import org.jspecify.annotations.NullMarked;
