// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.types.Event;
import io.millrace.types.RuleError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.types.Either;
import org.apache.flink.util.clock.ManualClock;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.Test;

/** When an input that has no rows for a while no longer holds the watermark back. */
class IdleInputTest {
  private final ManualClock clock = new ManualClock(1);
  private final List<String> said = new ArrayList<>();
  private final WatermarkOutput output =
      new WatermarkOutput() {
        @Override
        public void emitWatermark(Watermark watermark) {
          said.add("watermark " + watermark.getTimestamp());
        }

        @Override
        public void markIdle() {
          said.add("idle");
        }

        @Override
        public void markActive() {
          said.add("active");
        }
      };

  private WatermarkGenerator<Either<Event, RuleError>> generator(Duration idle) {
    return new EventTimes("at", Duration.ZERO, idle)
        .strategy()
        .createWatermarkGenerator(
            new WatermarkGeneratorSupplier.Context() {
              @Override
              public MetricGroup getMetricGroup() {
                return new UnregisteredMetricsGroup();
              }

              @Override
              public RelativeClock getInputActivityClock() {
                return clock;
              }
            });
  }

  private void silence(WatermarkGenerator<Either<Event, RuleError>> generator, Duration time) {
    generator.onPeriodicEmit(output);
    generator.onPeriodicEmit(output);
    clock.advanceTime(time);
    generator.onPeriodicEmit(output);
  }

  @Test
  void anInputIsIdleAfterTheTimeGiven() {
    var generator = generator(Duration.ofSeconds(30));
    generator.onEvent(
        Either.Left(new Event(1, new Object[] {1L}, 1_000, Long.MIN_VALUE)), 1_000, output);
    silence(generator, Duration.ofSeconds(29));
    assertThat(said).containsExactly("watermark 999");
    silence(generator, Duration.ofSeconds(2));
    assertThat(said).containsExactly("watermark 999", "idle");
  }

  @Test
  void anInputIsNeverIdleWithoutATime() {
    silence(generator(null), Duration.ofDays(1));
    assertThat(said).isEmpty();
  }
}
