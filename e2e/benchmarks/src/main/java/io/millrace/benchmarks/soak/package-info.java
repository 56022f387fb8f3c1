// SPDX-License-Identifier: Apache-2.0
/** Whether a job whose rules come and go for long goes on holding what it held at first. */
package io.millrace.benchmarks.soak;
