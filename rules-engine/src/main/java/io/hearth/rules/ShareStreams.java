package io.hearth.rules;

import io.hearth.rules.front.Asked;
import io.hearth.rules.replica.Present;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** The live streams of the shares of the devices, each told by who looks after it. */
interface ShareStreams {
    /** Into how many shares the devices are divided. */
    int count();

    /** How long somebody who looks after a share is waited for. */
    Duration patience();

    /** Who looks after a share, as far as is known. */
    Optional<Present> holder(int share);

    /**
     * Begins to listen to a share.
     *
     * @return empty when nobody answered
     * @throws IllegalArgumentException when what is asked for is no URI
     */
    Optional<HttpResponse<InputStream>> listen(int share, Asked asked);
}
