package io.hearth.rules;

import io.hearth.rules.fault.Faults;
import io.hearth.rules.replica.Company;
import io.hearth.rules.replica.Replica;
import io.hearth.rules.replica.ReplicaConfig;
import io.hearth.rules.store.Partition;
import io.hearth.rules.store.Share;
import io.hearth.runtime.redis.RedisBatch;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/** The shares of the devices, each with a station where it is worked on when that is this replica's part. One alone has all. */
@Singleton
class Sharing {
    private static final Logger LOG = Logger.getLogger(Sharing.class);
    private static final String FOLLOWER = "rules-follower";

    private final ReplicaConfig config;
    private final Optional<Company> company;
    private final Optional<Common> common;
    private final List<Station> stations;
    private final List<Replica> replicas;
    private Optional<Thread> follower = Optional.empty();

    Sharing(RulesConfig config, Works works, Station.Ground ground, RedisBatch redis, OwnUrl url) {
        this.config = config.replica();
        int shares = shares(this.config);
        this.company =
                this.config.instance().map(name -> Company.of(redis, this.config, name, url.text(), this::revision));
        this.common = shares == 1 ? Optional.empty() : Optional.of(works.common(redis, company.orElseThrow()));
        this.stations = IntStream.range(0, shares)
                .mapToObj(number -> new Station(
                        new Share(number, shares),
                        ground,
                        turn -> common.map(one -> works.in(turn, one)).orElseGet(() -> works.in(turn)),
                        config.longestLoadRetry()))
                .toList();
        this.replicas =
                stations.stream().map(station -> replica(redis, station)).toList();
    }

    /** One alone has nobody to share with. */
    private static int shares(ReplicaConfig config) {
        if (config.shares() < 1 || config.shares() > Partition.COUNT) {
            throw new IllegalArgumentException(
                    "hearth.rules.replica.shares is " + config.shares() + ", allowed is 1 to " + Partition.COUNT);
        }
        return config.instance().isPresent() ? config.shares() : 1;
    }

    private Replica replica(RedisBatch redis, Station station) {
        return company.map(all -> new Replica(redis, config, station.share(), all, station))
                .orElseGet(() -> new Replica(redis, config, station));
    }

    private long revision() {
        return common.map(one -> one.rules().book().revision()).orElse(0L);
    }

    /** Into how many shares the devices are divided here. */
    int shares() {
        return stations.size();
    }

    List<Station> stations() {
        return stations;
    }

    /** Of each share, where this replica stands. */
    List<Replica> replicas() {
        return replicas;
    }

    /** The other replicas; empty for one alone. */
    Optional<Company> company() {
        return company;
    }

    void start() {
        replicas.forEach(Replica::start);
        company.ifPresent(all -> all.start(replicas));
        follower = common.map(one -> Thread.ofPlatform().daemon().name(FOLLOWER).start(() -> follow(one)));
    }

    /** Beside those who hold the leases, which do not wait for it. */
    private void follow(Common followed) {
        boolean failing = false;
        try {
            while (true) {
                Thread.sleep(config.look());
                failing = !tryToFollow(followed, failing);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean tryToFollow(Common followed, boolean failing) {
        try {
            followed.follow();
            Faults.over(FOLLOWER);
            return true;
        } catch (Error unforeseen) {
            Faults.failing(FOLLOWER, unforeseen);
            return false;
        } catch (RuntimeException notNow) {
            if (!failing) {
                LOG.warnf("what other replicas change is not known for now reason=%s", notNow.getMessage());
            }
            return false;
        }
    }

    /** All shares at once: each is another's as soon as nothing is done for it here. */
    void stop() {
        replicas.forEach(Replica::endSoon);
        company.ifPresent(Company::close);
        follower.ifPresent(Thread::interrupt);
        replicas.forEach(Replica::close);
    }
}
