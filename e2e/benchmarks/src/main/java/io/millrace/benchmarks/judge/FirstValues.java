// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.judge;

import io.millrace.benchmarks.harness.Contestant;

/** DataFusion, from the bytes of one expression after another to its value for one row. */
public final class FirstValues implements Contestant {
  private static final double NANOS = 1e3;

  private final DataFusion judge;

  FirstValues(DataFusion judge) {
    this.judge = judge;
  }

  @Override
  public String name() {
    return DataFusion.NAME;
  }

  /** The value of an expression, as Python spells it. */
  public String value(int expression) {
    return judge.ask("first_value", String.valueOf(expression));
  }

  @Override
  public double slot(long nanos, Pace pace) {
    String micros = judge.ask("first_slot", String.valueOf(nanos / 1e9), pace.name());
    return Double.parseDouble(micros) * NANOS;
  }
}
