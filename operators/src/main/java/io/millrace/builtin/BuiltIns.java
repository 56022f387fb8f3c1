// SPDX-License-Identifier: Apache-2.0
package io.millrace.builtin;

import io.millrace.aggregate.Aggregate;
import io.millrace.aggregate.AggregateFamily;
import io.millrace.scalar.Scalar;
import io.millrace.window.WindowFunction;
import io.millrace.window.WindowFunctions;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** All declared functions, by the name under which the wire carries them. */
@Internal
public final class BuiltIns {
  private BuiltIns() {}

  public static Optional<Scalar> scalar(String name) {
    Family family = Family.of(name);
    if (family != null) {
      for (Scalar each : family.functions()) {
        if (each.name().equals(name)) {
          return Optional.of(each);
        }
      }
    }
    return Optional.empty();
  }

  public static Optional<Aggregate> aggregate(String name) {
    return AggregateFamily.find(name);
  }

  /** One that is no aggregate. */
  public static Optional<WindowFunction> window(String name) {
    for (WindowFunction each : WindowFunctions.ALL) {
      if (each.name().equals(name)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
