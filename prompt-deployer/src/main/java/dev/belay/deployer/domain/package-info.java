/** The fold of the release protocol: what a release does to what is live, as a pure function. */
@NullMarked
package dev.belay.deployer.domain;

import org.jspecify.annotations.NullMarked;
