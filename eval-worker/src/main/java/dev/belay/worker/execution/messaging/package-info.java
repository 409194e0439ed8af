/** Takes tasks from the topic, evaluates them, and hands their results on. */
@NullMarked
package dev.belay.worker.execution.messaging;

import org.jspecify.annotations.NullMarked;
