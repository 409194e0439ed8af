package dev.belay.registry.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.SuiteDocument;

/** The newest suite of a prompt. */
public record CurrentSuite(int number, Digest digest, SuiteDocument document) {}
