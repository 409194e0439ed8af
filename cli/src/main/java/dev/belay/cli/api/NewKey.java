package dev.belay.cli.api;

/** @param key what the application sends; nobody can show it again */
public record NewKey(String id, String key, String prompts, String environment, String use) {}
