// SPDX-License-Identifier: Apache-2.0
/** How times are taken, kept and shown. */
package io.millrace.benchmarks.harness;
