// SPDX-License-Identifier: Apache-2.0
/** What somebody would write by hand who knows the expression and the machine. */
package io.millrace.benchmarks.hand;
