package io.quarkus.smallrye.openapi.runtime;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.runtime.filter.AutoSecurityFilter;
import io.smallrye.openapi.runtime.io.Format;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The box's OpenAPI document, made when the box is ready or when first asked for. Quarkus makes it while it starts, which is a
 * tenth of the box's start; in Quarkus' own package, since that is where what it does instead can be said.
 */
@Alternative
@Priority(1)
@ApplicationScoped
public class LateOpenApi extends OpenApiDocumentService {
    private final List<Runnable> wanted = new ArrayList<>();

    @Override
    synchronized void prepareDocument(
            AutoSecurityFilter security, Map<OpenApiFilter.RunStage, List<String>> filters, String document) {
        wanted.add(() -> super.prepareDocument(security, filters, document));
    }

    /** Makes what is not made yet; takes some 0.2 s the first time. */
    public synchronized void prepare() {
        wanted.forEach(Runnable::run);
        wanted.clear();
    }

    @Override
    public byte[] getDocument(String document, Format format) {
        prepare();
        return super.getDocument(document, format);
    }
}
