// SPDX-License-Identifier: Apache-2.0
package io.millrace.conformance;

import io.millrace.compile.Unfused;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** How many expressions were run in which modes, and why not in the others. */
final class ModeCounts {
  private int rows;
  private int fused;
  private final Map<Unfused, Integer> unfused = new EnumMap<>(Unfused.class);
  private int tooDeep;
  private int volatiles;

  /** A volatile expression, whose answers cannot be compared. */
  void addVolatile() {
    volatiles++;
  }

  void add(Running running) {
    if (running.inBlocksOnly()) {
      tooDeep++;
    } else {
      rows++;
    }
    Optional<Unfused> reason = running.unfused();
    if (reason.isPresent()) {
      unfused.merge(reason.get(), 1, Integer::sum);
    } else {
      fused++;
    }
  }

  void addAll(ModeCounts that) {
    rows += that.rows;
    fused += that.fused;
    that.unfused.forEach((reason, count) -> unfused.merge(reason, count, Integer::sum));
    tooDeep += that.tooDeep;
    volatiles += that.volatiles;
  }

  /** Run a row at a time. */
  int rows() {
    return rows;
  }

  /** Run in fused loops. */
  int fused() {
    return fused;
  }

  @Override
  public String toString() {
    return String.format(
        "%d by row and by block, %d fused, too deep for rows %d, volatile %d, not fused %s",
        rows, fused, tooDeep, volatiles, unfused);
  }
}
