// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.ErrorCode;
import io.millrace.trust.TrustPolicy;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * What operators of the job see of trust: {@code millrace.refused.CODE} counts refusals, and {@code
 * millrace.unsafe.unsignedFunctions} is 1 while functions need no signature.
 */
final class TrustMetrics {
  private TrustMetrics() {}

  /** The counters of codes of the stage of trust. */
  static Map<ErrorCode, Counter> register(MetricGroup metrics, TrustPolicy policy) {
    MetricGroup own = metrics.addGroup("millrace");
    int unsafe = policy.unsafeReason().isPresent() ? 1 : 0;
    own.addGroup("unsafe").gauge("unsignedFunctions", () -> unsafe);
    MetricGroup refused = own.addGroup("refused");
    Map<ErrorCode, Counter> counters = new EnumMap<>(ErrorCode.class);
    for (ErrorCode code : ErrorCode.values()) {
      if (code.stage() == ErrorCode.Stage.TRUST) {
        counters.put(code, refused.counter(code.name()));
      }
    }
    return counters;
  }
}
