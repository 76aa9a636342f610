package io.hearth.metadata.profile;

import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.DeviceProfileRequest;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.rest.BaseResponse;
import io.hearth.contracts.rest.BaseWithIdResponse;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.metadata.MetadataConfig;
import io.hearth.runtime.rest.RequestBody;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Device profiles as YAML files, uploaded as the field {@code file} of a form (EdgeX API, core-metadata). */
@Path("/core-metadata/api/v3/deviceprofile/uploadfile")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "device profiles")
public class ProfileFileRoutes {
    private final Profiles profiles;
    private final ProfileRules rules;
    private final RequestBody bodies;
    private final int maxBytes;

    ProfileFileRoutes(Profiles profiles, ProfileRules rules, RequestBody bodies, MetadataConfig config) {
        this.profiles = profiles;
        this.rules = rules;
        this.bodies = bodies;
        this.maxBytes = config.maxDocumentBytes();
    }

    @POST
    @Operation(summary = "Adds a device profile")
    public Response add(@RestForm("file") FileUpload file) {
        BaseWithIdResponse added =
                profiles.add(List.of(request(file))).getFirst().orThrow();
        return Response.status(added.statusCode()).entity(added).build();
    }

    @PUT
    @Operation(summary = "Replaces a device profile")
    public BaseResponse replace(@RestForm("file") FileUpload file) {
        rules.mayReplace();
        return profiles.replace(List.of(request(file))).getFirst().orThrow();
    }

    private DeviceProfileRequest request(FileUpload file) {
        if (file == null || file.fileName() == null || file.fileName().isEmpty()) {
            throw new EdgexException(
                    ErrorKind.CONTRACT_INVALID, "form field file is missing, it should be a YAML file");
        }
        if (file.size() > maxBytes) {
            throw new EdgexException(
                    ErrorKind.LIMIT_EXCEEDED, "the file has " + file.size() + " bytes, allowed are " + maxBytes);
        }
        try {
            byte[] yaml = Files.readAllBytes(file.uploadedFile());
            return new DeviceProfileRequest(ApiVersion.V3, "", bodies.yaml(yaml, DeviceProfile.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
