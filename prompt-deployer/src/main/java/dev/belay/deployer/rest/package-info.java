/** What applications and people read: live prompts and the deployment log. */
@NullMarked
package dev.belay.deployer.rest;

import org.jspecify.annotations.NullMarked;
