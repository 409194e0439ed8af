package dev.belay.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.contracts.topic.Topic;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestStackTest {
    private final TestStack stack = TestStack.shared();

    @AfterEach
    void resume() {
        stack.close();
    }

    @Test
    void everyTopicOfTheContractsIsThereWithItsDeadLetters() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            var topics = admin.listTopics().names().get(30, TimeUnit.SECONDS);
            for (Topic topic : Topic.values()) {
                assertThat(topics).contains(topic.topicName(), topic.deadLetters());
            }
            var found = admin.describeTopics(topics).allTopicNames().get(30, TimeUnit.SECONDS);
            assertThat(found.get(Topic.EVAL_TASKS.topicName()).partitions()).hasSize(Topic.EVAL_TASKS.partitions());
        }
    }

    @Test
    void misspeltTopicIsNotCreated() {
        try (var producer = producer()) {
            var sent = producer.send(new ProducerRecord<>("belay.chnages", "a"));
            assertThatThrownBy(() -> sent.get(30, TimeUnit.SECONDS)).hasMessageContaining("belay.chnages");
        }
    }

    @Test
    void commitsAreOnDiskBeforeTheyAreAnswered() throws Exception {
        try (var connection = connect()) {
            assertThat(setting(connection, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(connection, "fsync")).isEqualTo("on");
            assertThat(setting(connection, "max_connections")).isEqualTo("100");
        }
    }

    @Test
    void rowsSurviveAStopOfTheDatabase() throws Exception {
        try (var connection = connect()) {
            connection.createStatement().execute("create table if not exists kept (id int)");
            connection.createStatement().execute("insert into kept values (7)");
        }

        stack.stopPostgres();
        assertThatThrownBy(this::connect).isInstanceOf(SQLException.class);
        stack.startPostgres();

        try (var connection = connect();
                var rows = connection.createStatement().executeQuery("select id from kept")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(7);
        }
    }

    @Test
    void recordsSurviveAStopOfTheBroker() throws Exception {
        String topic = Topic.CHANGES.topicName();
        try (var producer = producer()) {
            long written = producer.send(new ProducerRecord<>(topic, 3, "key", "value"))
                    .get(30, TimeUnit.SECONDS)
                    .offset();

            stack.stopBroker();
            stack.startBroker();

            long next = producer.send(new ProducerRecord<>(topic, 3, "key", "value"))
                    .get(30, TimeUnit.SECONDS)
                    .offset();
            assertThat(next).isEqualTo(written + 1);
            assertThat(producer.partitionsFor(topic)).hasSize(Topic.CHANGES.partitions());
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(stack.jdbcUrl("gate"), stack.user(), stack.password());
    }

    private KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers(), "max.block.ms", "5000"),
                new StringSerializer(),
                new StringSerializer());
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (var row = connection.createStatement().executeQuery("show " + name)) {
            row.next();
            return row.getString(1);
        }
    }
}
