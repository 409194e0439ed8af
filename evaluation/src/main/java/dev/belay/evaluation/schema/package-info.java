/** JSON Schema draft-07 with the verdicts and refusals of Ajv 8 in strict mode. */
@NullMarked
package dev.belay.evaluation.schema;

import org.jspecify.annotations.NullMarked;
