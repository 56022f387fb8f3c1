// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

/** A job on a cluster, as REST shows it. */
record ClusterJob(FlinkCluster cluster, String id) {
  private String path() {
    return "/jobs/" + id;
  }

  String state() {
    return cluster.text(path(), "/state");
  }

  /** Fails if it ends in another way. */
  void await(String state) {
    cluster.await(
        state + " of job " + id,
        () -> {
          String now = String.valueOf(state());
          if (!now.equals(state) && now.matches("FAILED|CANCELED|FINISHED")) {
            throw new AssertionError(
                "It is " + now + ": " + cluster.text(path() + "/exceptions", "/root-exception"));
          }
          return now.equals(state);
        });
  }

  void awaitCheckpoints(int count) {
    cluster.await(
        count + " checkpoints",
        () -> cluster.number(path() + "/checkpoints", "/counts/completed") >= count);
  }

  void awaitRestores(int count) {
    cluster.await(
        count + " restores",
        () -> cluster.number(path() + "/checkpoints", "/counts/restored") >= count);
  }

  /** One on which a part of it runs. */
  void killTaskManager() {
    cluster.taskManager(cluster.hostOf(id)).kill();
  }

  /** Ends it with a savepoint; where that is. */
  String stop(String format, Path directory) {
    Map<String, ?> request =
        Map.of("targetDirectory", directory.toUri().toString(), "formatType", format);
    String trigger = cluster.rest().post(path() + "/stop", request).get("request-id").asText();
    String at = path() + "/savepoints/" + trigger;
    cluster.await("savepoint", () -> "COMPLETED".equals(cluster.text(at, "/status/id")));
    JsonNode operation = cluster.rest().get(at, "/operation");
    if (!operation.has("location")) {
      throw new AssertionError(operation.toString());
    }
    await("FINISHED");
    return operation.get("location").asText();
  }

  void cancel() {
    cluster.rest().patch(path() + "?mode=cancel");
    await("CANCELED");
  }

  /** Where its newest checkpoint is. */
  String checkpoint() {
    return cluster.text(path() + "/checkpoints", "/latest/completed/external_path");
  }

  /** The TaskManagers of the subtasks of those tasks whose name contains a word. */
  List<String> hosts(String task) {
    List<String> hosts = new ArrayList<>();
    for (JsonNode vertex : cluster.rest().get(path(), "/vertices")) {
      if (vertex.get("name").asText().contains(task)) {
        String at = path() + "/vertices/" + vertex.get("id").asText();
        cluster
            .rest()
            .get(at, "/subtasks")
            .forEach(each -> hosts.add(each.get("taskmanager-id").asText()));
      }
    }
    return hosts;
  }

  /**
   * Some metrics of the tasks whose name contains a word, by name, with the number of the subtask
   * before it, as in {@code 0.numRecordsIn}. All of them are more than fits into a request.
   */
  Map<String, String> metrics(String task, Predicate<String> some) {
    String vertices = path() + "/vertices/";
    Map<String, String> values = new TreeMap<>();
    for (JsonNode vertex : cluster.rest().get(path(), "/vertices")) {
      if (vertex.get("name").asText().contains(task)) {
        String at = vertices + vertex.get("id").asText() + "/metrics";
        String wanted =
            StreamSupport.stream(cluster.rest().get(at, "").spliterator(), false)
                .map(each -> each.get("id").asText())
                .filter(some)
                .collect(Collectors.joining(","));
        cluster
            .rest()
            .get(at + "?get=" + wanted, "")
            .forEach(each -> values.put(each.get("id").asText(), each.get("value").asText()));
      }
    }
    return values;
  }
}
