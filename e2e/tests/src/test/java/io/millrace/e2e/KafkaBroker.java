// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker that is its own controller, in a JVM of its own, on loopback. */
final class KafkaBroker implements AutoCloseable {
  static final String LIB = System.getProperty("millrace.broker.lib") + "/*";
  static final String USER = "alice";
  static final String PASSWORD = "open-sesame-4711";
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  private final Program program;
  private final Ports ports;
  private final CommitGate gate;

  private KafkaBroker(Program program, Ports ports, CommitGate gate) {
    this.program = program;
    this.ports = ports;
    this.gate = gate;
  }

  /**
   * Where it listens.
   *
   * @param secured to those who say who they are
   * @param gated to those who come through the gate
   */
  private record Ports(int open, int secured, int gated, int controller) {}

  static KafkaBroker start(Path directory) throws IOException {
    Ports ports = new Ports(freePort(), freePort(), freePort(), freePort());
    CommitGate gate = CommitGate.before(ports.gated);
    Path properties =
        Files.writeString(
            directory.resolve("server.properties"), configuration(directory, ports, gate.port()));
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
            properties.toString(),
            "--add-scram",
            "SCRAM-SHA-512=[name=%s,password=%s]".formatted(USER, PASSWORD))) {
      format.succeed(DEADLINE);
    }
    Program program = run("broker", directory, "kafka.Kafka", properties.toString());
    KafkaBroker broker = new KafkaBroker(program, ports, gate);
    try {
      broker.await("answer of the broker", () -> isOpen(ports.open));
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

  private static String configuration(Path directory, Ports ports, int gate) {
    return """
    process.roles=broker,controller
    node.id=1
    controller.quorum.bootstrap.servers=localhost:%2$d
    listeners=PLAINTEXT://localhost:%1$d,CONTROLLER://localhost:%2$d,\
    SASL_PLAINTEXT://localhost:%4$d,GATED://localhost:%5$d
    advertised.listeners=PLAINTEXT://localhost:%1$d,\
    SASL_PLAINTEXT://localhost:%4$d,GATED://localhost:%6$d
    listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,\
    SASL_PLAINTEXT:SASL_PLAINTEXT,GATED:PLAINTEXT
    sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-512
    listener.name.sasl_plaintext.plain.sasl.jaas.config=\
    org.apache.kafka.common.security.plain.PlainLoginModule required user_%7$s="%8$s";
    listener.name.sasl_plaintext.scram-sha-512.sasl.jaas.config=\
    org.apache.kafka.common.security.scram.ScramLoginModule required;
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
        .formatted(
            ports.open,
            ports.controller,
            directory.resolve("log"),
            ports.secured,
            ports.gated,
            gate,
            USER,
            PASSWORD);
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
    return "localhost:" + ports.open;
  }

  String uri(String topic) {
    return "kafka://" + servers() + "/" + topic;
  }

  /** For {@link #USER} with {@link #PASSWORD}, by PLAIN or SCRAM-SHA-512. */
  String securedUri(String topic) {
    return "kafka://localhost:" + ports.secured + "/" + topic;
  }

  /** Through the gate. */
  String gatedUri(String topic) {
    return "kafka://localhost:" + gate.port() + "/" + topic;
  }

  CommitGate gate() {
    return gate;
  }

  void create(String topic, int partitions, Map<String, String> config) {
    NewTopic created = new NewTopic(topic, partitions, (short) 1).configs(config);
    ask(admin -> admin.createTopics(List.of(created)).all());
  }

  /** Adds partitions until there are so many. */
  void extend(String topic, int partitions) {
    ask(admin -> admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all());
  }

  /** How far a consumer group is, by partition. */
  Map<Integer, Long> committed(String group, String topic) {
    Map<Integer, Long> offsets = new TreeMap<>();
    ask(admin -> admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .forEach(
            (partition, offset) -> {
              if (partition.topic().equals(topic)) {
                offsets.put(partition.partition(), offset.offset());
              }
            });
    return offsets;
  }

  private <T> T ask(Function<Admin, KafkaFuture<T>> question) {
    try (Admin admin = Admin.create(properties())) {
      return question.apply(admin).get();
    } catch (InterruptedException | ExecutionException failed) {
      throw new AssertionError(failed);
    }
  }

  /** Writes records of a key, which may be null, and a value, which may be null. */
  void write(String topic, Stream<String[]> records) {
    writeCompressed(topic, "none", records);
  }

  /**
   * @param compression of their batches, as {@code compression.type} has it
   */
  void writeCompressed(String topic, String compression, Stream<String[]> records) {
    Properties properties = properties();
    properties.setProperty("compression.type", compression);
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
      records.forEach(each -> producer.send(new ProducerRecord<>(topic, each[0], each[1])));
    }
  }

  void write(String topic, String key, String value) {
    write(topic, Stream.<String[]>of(new String[] {key, value}));
  }

  void writeTo(String topic, int partition, String key, String value) {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(properties(), new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, partition, key, value));
    }
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
    properties.setProperty("bootstrap.servers", servers());
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
    try {
      gate.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
