/** State and events commit together: the transactional outbox with its relay, and the inbox that makes an effect happen once. */
@NullMarked
package dev.belay.outbox;

import org.jspecify.annotations.NullMarked;
