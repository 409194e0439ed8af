/** Who serves what, and who is behind: pure. */
@NullMarked
package dev.belay.deployer.receipt.domain;

import org.jspecify.annotations.NullMarked;
