// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.annotation.PublicEvolving;

/**
 * A named, typed column or member of a nested type. Metadata keeps the order it came in, which
 * takes no part in equality.
 */
@PublicEvolving
public record Field(String name, DataType type, boolean nullable, Map<String, String> metadata)
    implements java.io.Serializable {
  public Field {
    Objects.requireNonNull(name);
    Objects.requireNonNull(type);
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  public static Field of(String name, DataType type) {
    return new Field(name, type, true, Map.of());
  }

  public static Field of(String name, DataType type, boolean nullable) {
    return new Field(name, type, nullable, Map.of());
  }
}
