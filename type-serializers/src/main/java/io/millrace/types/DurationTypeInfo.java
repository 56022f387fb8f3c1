// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.time.Duration;
import org.apache.flink.annotation.Internal;

/** Flink's type of {@link Duration}, for which Flink itself has none but Kryo's. */
@Internal
public final class DurationTypeInfo extends ElementTypeInfo<Duration> {
  public static final DurationTypeInfo INSTANCE = new DurationTypeInfo();
  private static final long serialVersionUID = 1L;

  private DurationTypeInfo() {
    super(Duration.class, DurationSerializer.INSTANCE, Use.KEY);
  }

  private Object readResolve() {
    return INSTANCE;
  }
}
