package dev.belay.deployer.messaging;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

@ConfigMapping(prefix = "belay.deployer")
public interface DeployerConfig {

    /** How long an owner that died may keep its last transaction open, and with it the partition's readers waiting. */
    Duration transactionTimeout();

    /** How soon the partitions of an owner that died go to another replica. */
    Duration ownerSessionTimeout();

    /** How often a replica asks the broker how far it is behind; this is also how it notices that Kafka is away. */
    Duration contactInterval();

    /** How long a replica may not have read Kafka's end and still call itself ready. */
    Duration readyWithoutKafka();

    /** How often a replica says how far it has read, and what was fetched from it. */
    Duration reportInterval();

    /** How many deployment events are kept in memory, newest first. */
    int deploymentLogSize();
}
