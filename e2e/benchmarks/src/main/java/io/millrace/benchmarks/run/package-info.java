// SPDX-License-Identifier: Apache-2.0
/** What a suite is, and what it runs with. */
package io.millrace.benchmarks.run;
