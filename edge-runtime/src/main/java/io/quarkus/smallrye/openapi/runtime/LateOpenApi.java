package io.quarkus.smallrye.openapi.runtime;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.runtime.filter.AutoSecurityFilter;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The OpenAPI document, made when it is first asked for, by a worker and in some tenths of a second. Quarkus makes it while it
 * starts, which is a fifth of a service's start, and most are never asked; in Quarkus' own package, since that is where what it
 * does instead can be said, and only where all classes have one loader, which those of a test have not. A document that cannot be made is
 * no reason to end: whoever asks for it gets a 500.
 */
@IfBuildProfile("prod")
@Alternative
@Priority(1)
@ApplicationScoped
public class LateOpenApi extends OpenApiDocumentService {
    private static final Logger LOG = Logger.getLogger(LateOpenApi.class);
    private static final int BEFORE_THE_DOCUMENT = -1;

    private final List<Runnable> wanted = new CopyOnWriteArrayList<>();

    @Override
    void prepareDocument(
            AutoSecurityFilter security, Map<OpenApiFilter.RunStage, List<String>> filters, String document) {
        wanted.add(() -> super.prepareDocument(security, filters, document));
    }

    void route(@Observes Router router, @ConfigProperty(name = "quarkus.smallrye-openapi.path") String path) {
        router.route(path + "*").order(BEFORE_THE_DOCUMENT).handler(this::prepare);
    }

    private void prepare(RoutingContext context) {
        if (wanted.isEmpty()) {
            context.next();
            return;
        }
        context.vertx()
                .executeBlocking(() -> {
                    prepare();
                    return null;
                })
                .onSuccess(done -> context.next())
                .onFailure(context::fail);
    }

    private synchronized void prepare() {
        try {
            wanted.forEach(Runnable::run);
            wanted.clear();
        } catch (RuntimeException notMade) {
            LOG.warnf("the OpenAPI document is not made reason=%s", notMade);
            throw notMade;
        }
    }
}
