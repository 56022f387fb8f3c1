// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where the job runs. */
enum Place {
  /** In the JVM that starts it. */
  EMBEDDED,
  CLUSTER;

  static Place of(StreamExecutionEnvironment environment) {
    return environment instanceof LocalStreamEnvironment ? EMBEDDED : CLUSTER;
  }

  static Place here() {
    return of(StreamExecutionEnvironment.getExecutionEnvironment());
  }
}
