package dev.belay.worker.registry;

import dev.belay.contracts.document.PromptDocument;
import dev.belay.evaluation.template.PromptTemplate;

/** A version of a prompt with its messages parsed. */
public record Version(PromptDocument prompt, PromptTemplate template) {}
