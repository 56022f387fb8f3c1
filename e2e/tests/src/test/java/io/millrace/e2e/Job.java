// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The embedded job as {@code ./millrace run} starts it. */
final class Job {
  static final Path ROOT = Path.of(System.getProperty("millrace.root"));
  static final Path JAR = Path.of(System.getProperty("millrace.job.jar")).normalize();
  static final Path SQL_JAR = Path.of(System.getProperty("millrace.sql.jar")).normalize();
  static final Path FLIGHTS = ROOT.resolve("e2e/data/flights.csv.gz");
  static final Path JANUARY = ROOT.resolve("e2e/demo/flights-january.csv.gz");
  static final String FLIGHTS_SCHEMA =
      "year INT, month INT, day INT, dep_time INT, sched_dep_time INT, dep_delay DOUBLE,"
          + " arr_time INT, sched_arr_time INT, arr_delay DOUBLE, carrier VARCHAR, flight INT,"
          + " tailnum VARCHAR, origin VARCHAR, dest VARCHAR, air_time DOUBLE, distance INT,"
          + " hour INT, minute INT, time_hour TIMESTAMP";
  static final String FLIGHTS_TIME = "to_timestamp_seconds(to_unixtime(time_hour) + minute * 60)";

  private Job() {}

  static Program start(String name, Path directory, List<String> options) {
    return main(name, directory, "io.millrace.job.RulesJob", options);
  }

  static Program main(String name, Path directory, String main, List<String> arguments) {
    List<String> command =
        Program.java(
            List.of("-Xmx1g", "-Dmillrace.root=" + ROOT),
            classPath(),
            main,
            arguments.toArray(String[]::new));
    return Program.start(name, directory, Map.of(), command);
  }

  static String classPath() {
    return JAR
        + ":"
        + System.getProperty("millrace.job.lib")
        + "/*:"
        + System.getProperty("millrace.job.conf");
  }

  /** What reads the flights, in the order that has no late row with a lag of a day. */
  static List<String> year(String... more) {
    return flights(FLIGHTS, more);
  }

  static List<String> january(String... more) {
    return flights(JANUARY, more);
  }

  /** What reads a file of them, or a directory of files. */
  static List<String> flights(Path events, String... more) {
    List<String> options = new ArrayList<>();
    options.addAll(List.of("--events", events.toString(), "--schema", FLIGHTS_SCHEMA));
    options.addAll(List.of("--null", "NA", "--event-time", FLIGHTS_TIME));
    options.addAll(List.of("--watermark-lag", "24h"));
    options.addAll(List.of(more));
    return options;
  }
}
