package dev.belay.cli.api;

import dev.belay.contracts.change.VersionRef;

/** @param ends the deployment that it ends */
public record Retirement(String release, String prompt, String environment, long ends, VersionRef version) {}
