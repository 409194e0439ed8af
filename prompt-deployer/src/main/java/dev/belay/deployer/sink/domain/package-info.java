/** What a sink is to be given next, and when. */
@NullMarked
package dev.belay.deployer.sink.domain;

import org.jspecify.annotations.NullMarked;
