package dev.belay.local.router;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** An RFC 9457 problem of the router's own, told apart from those that a service answers. */
record Problem(int status, String title, String detail) {
    static final String MEDIA_TYPE = "application/problem+json";

    static Problem notFound(String path) {
        return new Problem(404, "Not found", "No service answers " + path);
    }

    static Problem notReady(String service) {
        return new Problem(
                503,
                "Service not ready",
                service + " is starting or has stopped; `belay status` shows its state and log");
    }

    static Problem brokenOff(String service, Throwable cause) {
        return new Problem(
                502,
                "Service did not answer",
                service + " broke off the exchange (" + cause.getMessage() + "); `belay status` shows its log");
    }

    String json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .toString();
    }
}
