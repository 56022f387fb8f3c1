// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.serde;

import io.millrace.expr.Expr;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Each of {@link RoundTrips} in a JVM of its own: serializers share much of the JDK. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SerdeBenchmark {
  private final RoundTrips trips = new RoundTrips();

  @Benchmark
  public Expr known() throws IOException {
    return trips.known();
  }

  @Benchmark
  public Expr unknown() throws IOException {
    return trips.unknown();
  }

  @Benchmark
  public Expr built() throws IOException {
    return trips.built();
  }

  @Benchmark
  public Tree kryo() {
    return trips.kryo();
  }

  @Benchmark
  public Tree fory() {
    return trips.fory();
  }

  @Benchmark
  public Tree java() throws IOException {
    return trips.java();
  }
}
