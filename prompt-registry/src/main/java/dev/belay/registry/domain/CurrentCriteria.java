package dev.belay.registry.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.CriteriaDocument;

/** The newest criteria of a prompt. */
public record CurrentCriteria(int number, Digest digest, CriteriaDocument document) {}
