package dev.belay.evaluation.provider;

import java.net.URI;
import java.util.Map;

/**
 * One question over HTTP.
 *
 * @param where for messages: the address without what could be secret
 * @param reading of a body that came with 2xx
 * @param wayOut what to do about a status, beginning with a semicolon; empty where there is no advice
 */
record HttpCall(URI uri, String where, Map<String, String> headers, String body, Reading reading, WayOut wayOut) {

    interface Reading {
        Answer read(String body, long latencyMs);
    }

    interface WayOut {
        String of(int status);
    }
}
