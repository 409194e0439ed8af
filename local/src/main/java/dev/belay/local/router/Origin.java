package dev.belay.local.router;

/**
 * Where a public path is answered.
 *
 * @param port on 127.0.0.1; 0 while no process of the service is ready
 */
public record Origin(String service, int port) {}
