// SPDX-License-Identifier: Apache-2.0
/** The real DataFusion, in a process of its own: it says what is right, and takes part. */
package io.millrace.benchmarks.judge;
