// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process started by a test, with what it printed; closing it leaves nothing behind. */
final class Program implements AutoCloseable {
  private static final String[] OPENED = {
    "nio",
    "lang",
    "lang.reflect",
    "io",
    "math",
    "net",
    "text",
    "time",
    "util",
    "util.concurrent",
    "util.concurrent.atomic",
    "util.concurrent.locks"
  };

  private final String name;
  private final Process process;
  private final Path out;
  private final Path err;
  private final Thread hook;
  private boolean killed;

  private Program(String name, Process process, Path out, Path err) {
    this.name = name;
    this.process = process;
    this.out = out;
    this.err = err;
    this.hook = new Thread(this::kill);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Starts it in {@code directory}, where its output goes to {@code name.out} and .err. */
  static Program start(String name, Path directory, Map<String, String> env, List<String> command) {
    try {
      Path out = directory.resolve(name + ".out");
      Path err = directory.resolve(name + ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().putAll(env);
      return new Program(name, builder.start(), out, err);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The command of a JVM with a main class. */
  static List<String> java(List<String> jvmOptions, String classPath, String main, String... args) {
    return java(Path.of(System.getProperty("java.home")), jvmOptions, classPath, main, args);
  }

  /**
   * @param home of the Java
   */
  static List<String> java(
      Path home, List<String> jvmOptions, String classPath, String main, String... args) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/java").toString());
    for (String each : OPENED) {
      command.add("--add-opens=java.base/java." + each + "=ALL-UNNAMED");
    }
    command.addAll(jvmOptions);
    command.addAll(List.of("-Dfile.encoding=UTF-8", "-cp", classPath, main));
    command.addAll(List.of(args));
    return command;
  }

  /** Waits for its end; a program that takes longer is killed, and that is a failure. */
  int exitCode(Duration deadline) {
    try {
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
        throw new AssertionError(name + " still ran after " + deadline + "\n" + output());
      }
      return process.exitValue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      kill();
      throw new AssertionError(name + ": interrupted", interrupted);
    }
  }

  /** Fails with its output unless it ends well in time. */
  Program succeed(Duration deadline) {
    int code = exitCode(deadline);
    if (code != 0) {
      throw new AssertionError(name + " ended with " + code + "\n" + output());
    }
    return this;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  boolean isKilled() {
    return killed;
  }

  List<String> out() {
    return lines(out);
  }

  List<String> err() {
    return lines(err);
  }

  String output() {
    return String.join("\n", out()) + "\n" + String.join("\n", err());
  }

  /** The end of what it printed. */
  String tail() {
    List<String> all = out();
    List<String> end = new ArrayList<>(all.subList(Math.max(0, all.size() - 40), all.size()));
    end.addAll(err());
    return name + (isAlive() ? " (running)" : " (ended)") + "\n" + String.join("\n", end);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Kills it at once (signal 9), and what it started. */
  void kill() {
    killed = true;
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Asks it to end (signal 15). */
  void terminate() {
    process.destroy();
  }

  @Override
  public void close() {
    kill();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The hook has run or runs now.
    }
  }
}
