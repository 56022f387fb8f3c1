// SPDX-License-Identifier: Apache-2.0
/** The rules job: DataFusion expressions over events, embedded in one JVM or on a Flink cluster. */
package io.millrace.job;
