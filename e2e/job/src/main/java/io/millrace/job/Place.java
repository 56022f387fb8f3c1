// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

/** Where the job runs. */
enum Place {
  /** In the JVM that starts it. */
  EMBEDDED,
  CLUSTER
}
