// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.eval;

import io.millrace.benchmarks.workload.ArrowRows;
import io.millrace.benchmarks.workload.Query;
import io.millrace.benchmarks.workload.Rows;
import io.millrace.memory.ArrowMemory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One contestant of {@link EvalSuite} in a JVM of its own, for a profiler: {@code ./millrace bench
 * jmh EvalBenchmark -p query=e03 -p contestant=blocks -prof jfr}. Nanoseconds a row.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EvalBenchmark {
  private static final int ROWS = 1 << 16;

  @Param({
    "e01", "e02", "e03", "e04", "e05", "e06", "e07", "e08", "e09", "e10", "e11", "e12", "g01",
    "g02", "g03", "g04"
  })
  public String query;

  @Param({"blocks", "arrow", "hand"})
  public String contestant;

  @Param("8192")
  public int size;

  private Evaluator evaluator;
  private BufferAllocator memory;
  private List<VectorSchemaRoot> vectors = List.of();

  @Setup
  public void start() {
    Query asked = Query.of(query);
    List<Rows> batches = Rows.generate(ROWS).batches(size);
    memory = ArrowMemory.newAllocator("benchmark", 1L << 30);
    switch (contestant) {
      case "blocks" -> evaluator = Engine.overBlocks(asked, batches);
      case "arrow" -> {
        vectors = batches.stream().map(each -> ArrowRows.of(each, memory)).toList();
        evaluator = Engine.overArrow(asked, vectors, memory);
      }
      default -> evaluator = HandEvaluator.of(asked, batches);
    }
    evaluator.grow();
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public long pass() {
    return evaluator.pass();
  }

  @TearDown
  public void stop() {
    evaluator.close();
    vectors.forEach(VectorSchemaRoot::close);
    memory.close();
  }
}
