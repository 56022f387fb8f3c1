// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.time.Duration;
import org.apache.flink.api.common.typeutils.SerializerTestBase;
import org.apache.flink.api.common.typeutils.TypeSerializer;

class DurationSerializerTest extends SerializerTestBase<Duration> {
  @Override
  protected TypeSerializer<Duration> createSerializer() {
    return DurationSerializer.INSTANCE;
  }

  @Override
  protected int getLength() {
    return 12;
  }

  @Override
  protected Class<Duration> getTypeClass() {
    return Duration.class;
  }

  @Override
  protected Duration[] getTestData() {
    return new Duration[] {
      Duration.ZERO,
      Duration.ofNanos(-1),
      Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
      Duration.ofSeconds(Long.MIN_VALUE)
    };
  }
}
