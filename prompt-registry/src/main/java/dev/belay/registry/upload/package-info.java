/** Cases on their way in: read, checked and set aside one by one, however many there are. */
@NullMarked
package dev.belay.registry.upload;

import org.jspecify.annotations.NullMarked;
