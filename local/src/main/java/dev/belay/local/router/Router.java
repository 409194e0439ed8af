package dev.belay.local.router;

import dev.belay.local.PlatformFailure;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.MediaType;
import io.vertx.httpproxy.OriginRequestProvider;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One address in front of all services. Bodies are streamed both ways and nothing is cut for being idle, so that server
 * sent events pass as they come.
 */
public final class Router implements AutoCloseable {
    private static final int CONNECT_MILLIS = 2_000;
    /** Each open event stream holds a connection; the library's default of 5 would let five of them stop all else. */
    private static final int CONNECTIONS_PER_SERVICE = 1_000;

    private static final int START_SECONDS = 20;

    private final Vertx vertx;
    private final HttpServer server;
    private final Function<String, Optional<Origin>> origins;

    private Router(Vertx vertx, HttpServerOptions options, Function<String, Optional<Origin>> origins) {
        this.vertx = vertx;
        this.origins = origins;
        this.server = vertx.createHttpServer(options);
    }

    /**
     * @param own by a path of the platform itself, what answers it and what is below it
     * @param origins by the path of a request; empty for a path that is nobody's
     */
    public static Router start(
            String host,
            int port,
            Map<String, Handler<HttpServerRequest>> own,
            Function<String, Optional<Origin>> origins) {
        var files = new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
        var vertx = Vertx.vertx(
                new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(4).setFileSystemOptions(files));
        var options = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setHandle100ContinueAutomatically(true)
                // The services are reached by HTTP/1.1, and an HTTP/2 body of unknown length does not fit into it.
                .setHttp2ClearTextEnabled(false);
        var router = new Router(vertx, options, origins);
        try {
            router.listen(own);
            return router;
        } catch (RuntimeException e) {
            router.close();
            throw new PlatformFailure("The router cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
        }
    }

    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        vertx.close().await();
    }

    private void listen(Map<String, Handler<HttpServerRequest>> own) {
        var client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS_PER_SERVICE));
        var proxy = HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), client)
                .origin(OriginRequestProvider.selector(Router::address))
                .addInterceptor(new Forwarding());
        server.requestHandler(request -> {
                    int below = request.path().indexOf('/', 1);
                    String first = below < 0 ? request.path() : request.path().substring(0, below);
                    own.getOrDefault(first, proxy).handle(request);
                })
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(START_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private static Future<SocketAddress> address(ProxyContext exchange) {
        return Future.succeededFuture(SocketAddress.inetSocketAddress(
                exchange.get("origin", Origin.class).port(), "127.0.0.1"));
    }

    private final class Forwarding implements ProxyInterceptor {
        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext exchange) {
            var request = exchange.request().proxiedRequest();
            Optional<Origin> origin = origins.apply(request.path());
            if (origin.isEmpty()) {
                return refuse(exchange, Problem.notFound(request.path()));
            }
            String service = origin.get().service();
            if (origin.get().port() == 0) {
                return refuse(exchange, Problem.notReady(service));
            }
            exchange.set("origin", origin.get());
            tellWhoAsked(exchange, request);
            return exchange.sendRequest().recover(cause -> refuse(exchange, Problem.brokenOff(service, cause)));
        }

        private void tellWhoAsked(ProxyContext exchange, HttpServerRequest request) {
            var headers = exchange.request().headers();
            String caller = request.remoteAddress().hostAddress();
            String before = headers.get("X-Forwarded-For");
            headers.set("X-Forwarded-For", before == null ? caller : before + ", " + caller);
            setIfAbsent(exchange, "X-Forwarded-Proto", request.scheme());
            setIfAbsent(exchange, "X-Forwarded-Host", String.valueOf(request.authority()));
            // Answered here already; the service must not wait for a second agreement.
            headers.remove("Expect");
        }

        private void setIfAbsent(ProxyContext exchange, String header, String value) {
            if (!exchange.request().headers().contains(header)) {
                exchange.request().putHeader(header, value);
            }
        }

        private Future<ProxyResponse> refuse(ProxyContext exchange, Problem problem) {
            var response = exchange.request().release().response();
            response.headers().clear();
            response.setStatusCode(problem.status())
                    .setBody(Body.body(Buffer.buffer(problem.json()), MediaType.parse(Problem.MEDIA_TYPE)));
            if (problem.status() == 503) {
                response.putHeader("Retry-After", "1");
            }
            return Future.succeededFuture(response);
        }
    }
}
