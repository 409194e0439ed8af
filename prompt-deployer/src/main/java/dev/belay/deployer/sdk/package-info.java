/** The read protocols of clients that people already have, as they are: nothing here moves what is live. */
@NullMarked
package dev.belay.deployer.sdk;

import org.jspecify.annotations.NullMarked;
