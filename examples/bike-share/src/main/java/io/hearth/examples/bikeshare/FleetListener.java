package io.hearth.examples.bikeshare;

import io.hearth.examples.bikeshare.bike.Bike;
import io.hearth.examples.bikeshare.bike.News;
import io.hearth.examples.bikeshare.bike.Order;

/** Learns what happens in the fleet, on the fleet's thread. */
interface FleetListener {
    /** A bike was told something, and has done it if it can. */
    void told(Bike bike, Order order);

    /** A bike told something. */
    void news(Bike bike, News news);

    /** Somebody told everybody something, on {@code system/alerts}. */
    void alert(String payload);

    /** The broker is there again, or gone. */
    void broker(boolean there);
}
