// SPDX-License-Identifier: Apache-2.0
package io.millrace.builtin;

import io.millrace.aggregate.Aggregate;
import io.millrace.aggregate.AggregateFunctions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.annotation.Internal;

/** All declared functions, by the name under which the wire carries them. */
@Internal
public final class BuiltIns {
  private static final BuiltIns ALL = new BuiltIns();

  private final Map<String, Scalar> scalars = new HashMap<>();
  private final Map<String, Aggregate> aggregates = new HashMap<>();

  private BuiltIns() {
    List.of(
            DateTimeFunctions.ALL,
            EncodingFunctions.ALL,
            ExtremeFunctions.ALL,
            HashFunctions.ALL,
            MathFunctions.ALL,
            NestedFunctions.ALL,
            RegexFunctions.ALL,
            RoundingFunctions.ALL,
            StringFunctions.ALL,
            TextBuilding.ALL,
            TypeFunctions.ALL)
        .forEach(family -> family.forEach(each -> declare(scalars, each.name(), each)));
    AggregateFunctions.ALL.forEach(each -> declare(aggregates, each.name(), each));
  }

  private static <F> void declare(Map<String, F> functions, String name, F function) {
    if (functions.put(name, function) != null) {
      throw new AssertionError("declared twice: " + name);
    }
  }

  /** The names of all scalar functions. */
  Set<String> scalars() {
    return Set.copyOf(scalars.keySet());
  }

  /** The names of all aggregate functions. */
  Set<String> aggregates() {
    return Set.copyOf(aggregates.keySet());
  }

  public static BuiltIns registry() {
    return ALL;
  }

  public Optional<Scalar> scalar(String name) {
    return Optional.ofNullable(scalars.get(name));
  }

  public Optional<Aggregate> aggregate(String name) {
    return Optional.ofNullable(aggregates.get(name));
  }
}
