// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker that is its own controller, in a JVM of its own, on loopback. */
final class KafkaBroker implements AutoCloseable {
  static final String LIB = System.getProperty("millrace.broker.lib") + "/*";
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  private final Program program;
  private final String servers;

  private KafkaBroker(Program program, String servers) {
    this.program = program;
    this.servers = servers;
  }

  static KafkaBroker start(Path directory) throws IOException {
    int port = freePort();
    Path properties =
        Files.writeString(
            directory.resolve("server.properties"), configuration(directory, port, freePort()));
    try (Program format =
        run(
            "format",
            directory,
            "kafka.tools.StorageTool",
            "format",
            "--standalone",
            "-t",
            "AAAAAAAAAAAAAAAAAAAAAQ",
            "-c",
            properties.toString())) {
      format.succeed(DEADLINE);
    }
    Program program = run("broker", directory, "kafka.Kafka", properties.toString());
    KafkaBroker broker = new KafkaBroker(program, "localhost:" + port);
    try {
      broker.await("answer of the broker", () -> isOpen(port));
      return broker;
    } catch (RuntimeException | Error failed) {
      broker.close();
      throw failed;
    }
  }

  private static Program run(String name, Path directory, String main, String... args) {
    List<String> jvm = List.of("-Xmx400m", "-XX:TieredStopAtLevel=1");
    return Program.start(name, directory, Map.of(), Program.java(jvm, LIB, main, args));
  }

  private static String configuration(Path directory, int port, int controller) {
    return """
    process.roles=broker,controller
    node.id=1
    controller.quorum.bootstrap.servers=localhost:%2$d
    listeners=PLAINTEXT://localhost:%1$d,CONTROLLER://localhost:%2$d
    advertised.listeners=PLAINTEXT://localhost:%1$d
    controller.listener.names=CONTROLLER
    log.dirs=%3$s
    offsets.topic.replication.factor=1
    offsets.topic.num.partitions=1
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    transaction.state.log.num.partitions=1
    group.initial.rebalance.delay.ms=0
    auto.create.topics.enable=false
    """
        .formatted(port, controller, directory.resolve("log"));
  }

  private static boolean isOpen(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("localhost", port), 200);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  String servers() {
    return servers;
  }

  String uri(String topic) {
    return "kafka://" + servers + "/" + topic;
  }

  void create(String topic, int partitions, Map<String, String> config) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      NewTopic created = new NewTopic(topic, partitions, (short) 1).configs(config);
      admin.createTopics(List.of(created)).all().get();
    } catch (InterruptedException | ExecutionException failed) {
      throw new AssertionError("Cannot create topic " + topic, failed);
    }
  }

  /** Writes records of a key, which may be null, and a value, which may be null. */
  void write(String topic, Stream<String[]> records) {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(properties(), new StringSerializer(), new StringSerializer())) {
      records.forEach(each -> producer.send(new ProducerRecord<>(topic, each[0], each[1])));
    }
  }

  void write(String topic, String key, String value) {
    write(topic, Stream.<String[]>of(new String[] {key, value}));
  }

  /** What is committed of a topic. */
  List<ConsumerRecord<String, String>> read(String topic) {
    Properties properties = properties();
    properties.setProperty("isolation.level", "read_committed");
    List<ConsumerRecord<String, String>> read = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        consumer.poll(Duration.ofMillis(200)).forEach(read::add);
      }
    }
    return read;
  }

  List<String> values(String topic) {
    return read(topic).stream().map(ConsumerRecord::value).toList();
  }

  /** Polls until something committed is so. */
  void awaitValue(String topic, Predicate<String> is, Program... others) {
    await("such a value in " + topic, () -> values(topic).stream().anyMatch(is), others);
  }

  void await(String what, java.util.function.BooleanSupplier condition, Program... others) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      for (Program each : Stream.concat(Stream.of(program), Stream.of(others)).toList()) {
        if (System.nanoTime() > end || !each.isAlive()) {
          throw new AssertionError("No " + what + " within " + DEADLINE + "\n" + each.tail());
        }
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", servers);
    return properties;
  }

  /** Scripts in a directory that stand for those of Kafka's own {@code bin}. */
  void writeCommands(Path directory) throws IOException {
    Path bin = Files.createDirectories(directory.resolve("bin"));
    for (Map.Entry<String, String> each :
        Map.of(
                "kafka-topics.sh", "TopicCommand",
                "kafka-console-producer.sh", "ConsoleProducer",
                "kafka-console-consumer.sh", "consumer.ConsoleConsumer")
            .entrySet()) {
      String java =
          Program.java(
                  List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"),
                  LIB,
                  "org.apache.kafka.tools." + each.getValue())
              .stream()
              .map(word -> "'" + word + "'")
              .reduce("", (before, word) -> before + " " + word);
      Path script =
          Files.write(
              bin.resolve(each.getKey()),
              ("#!/usr/bin/env bash\nexec" + java + " \"$@\"\n").getBytes(StandardCharsets.UTF_8));
      script.toFile().setExecutable(true);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
