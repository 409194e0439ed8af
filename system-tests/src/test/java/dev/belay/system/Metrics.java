package dev.belay.system;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** One reading of a service's metrics, in Prometheus' text format. */
record Metrics(String text) {

    static Metrics of(int port) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/metrics"))
                    .header("Accept", "text/plain")
                    .build();
            return new Metrics(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        }
    }

    /** Over all label sets of the counter; 0 when it was never counted. */
    double sum(String counter) {
        return text.lines()
                .filter(line -> line.startsWith(counter))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
