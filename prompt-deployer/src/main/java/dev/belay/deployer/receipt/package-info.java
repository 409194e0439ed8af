/** Receipts: what replicas, subscribers and pull clients serve. */
@NullMarked
package dev.belay.deployer.receipt;

import org.jspecify.annotations.NullMarked;
